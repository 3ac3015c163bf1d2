INSERT INTO page
SELECT i, 'page ' || i, repeat('body ' || i, 3000), jsonb_build_object('a', repeat('doc ' || i, 3000)),
  array(SELECT (x + i)::float8 FROM generate_series(1, 1500) x), ('9' || repeat('87', 6000))::numeric + i
FROM generate_series(1, 12) i;
