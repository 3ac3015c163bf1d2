create function new_order(tenant int, number bigint) returns orders language sql as $$
  select row(tenant, number, now(), now(), current_date, 'open', false, number % 1000 + 0.25, number / 7.0, number / 3.0, 0.5::real,
    md5(number::text)::uuid, jsonb_build_object('number', number, 'lines', repeat('line ', 40)), repeat('remark ', 80),
    'one', 'two', 'three', null, 'five', null, repeat('seven ', 20), 'eight',
    1, 2, null, 4, 5, number % 100,
    number, number + 1, null, number + 3,
    now(), now(), null, now(),
    true, false, null, true)::orders;
$$;
insert into orders select (new_order((g % 100)::int, g)).* from generate_series(1, 20000) g;
