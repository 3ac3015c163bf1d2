-- One transaction: nine changes in three tables. Source only; no part of it is replicated.
create sequence new_alert start 40001;
create function iot_transaction(device bigint, alert bigint, number bigint) returns void
  language sql as $$
  insert into readings
    select device + i, clock_timestamp(), number * 5 + i, 21.5 + i, 44.12, 'ok'
      from generate_series(0, 4) i;
  update devices
     set cfg = jsonb_build_object('a', number, 'b', repeat('y', 40))
   where id = device;
  update alerts set acked = not acked where id = alert;
  insert into alerts values (nextval('new_alert'), device, 3, 'generated');
  delete from alerts
   where id = (select id from alerts where id > 40000 order by id limit 1 for update skip locked);
$$;
