-- Changes every table in a way that can be seen in a target: mark 1 before the load, mark 2 behind it.
create function mark(number int) returns void language sql as $$
  insert into devices values (-number, 0, 'mark', null, null, now());
  insert into readings values (-number, now(), 0, null, null, 'mark');
  insert into alerts values (-number, 0, 0, 'mark', true, now());
$$;
create function load(number bigint) returns void language sql as $$
  select iot_transaction(1 + abs(hashint8(number)::bigint) % 19995, 1 + abs(hashint8(-number)::bigint) % 40000, number);
$$;
