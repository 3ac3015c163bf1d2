-- The rows that are there before the measurement begins.
insert into devices
  select g, g % 500, 'device-' || g, 'm' || g % 20, jsonb_build_object('a', g, 'b', repeat('x', 40)), now()
    from generate_series(1, 20000) g;
insert into readings
  select g % 20000 + 1, '2026-01-01Z'::timestamptz + g * interval '1 ms', g, g % 40, g % 100, 'ok'
    from generate_series(1, 100000) g;
insert into alerts
  select g, g % 20000 + 1, g % 5, 'alert message number ' || g, false, now()
    from generate_series(1, 40000) g;
