INSERT INTO document
SELECT i, 0, repeat('t' || i, 5000), jsonb_build_object('k', repeat('j' || i, 5000)), json_build_object('k', repeat('s' || i, 5000)),
  decode(repeat('00ff0' || i % 10, 4000), 'hex'), ('1' || repeat('2345', 3000))::numeric + i, array(SELECT x * 1.5 + i FROM generate_series(1, 2000) x),
  array(SELECT 'e' || x || ',"' || i FROM generate_series(1, 2000) x), repeat('v' || i, 5000), ('<a>' || repeat('x' || i, 5000) || '</a>')::xml,
  array(SELECT x::numeric / 8 + i FROM generate_series(1, 2000) x)
FROM generate_series(1, 12) i;
