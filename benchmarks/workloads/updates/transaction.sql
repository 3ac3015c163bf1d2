-- Nine rows of one table change.
create function load(number bigint) returns void language sql as $$
  update meters set value = value + 1, counter = counter + number, changed = now()
   where (id, since) in (select g, '2026-01-01Z'::timestamptz + (g % 30) * interval '1 day'
                           from (select 1 + abs(hashint8(number * 9 + i)::bigint) % 22000 * 9 + i as g from generate_series(0, 8) i) r);
$$;
create function mark(number int) returns void language sql as $$
  update meters set counter = 1 where id = -number and counter = 0;
$$;
