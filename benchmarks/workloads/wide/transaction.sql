-- Five rows come, two change, one goes: the first that the same writer's transaction of 1,000 before brought.
create function load(number bigint) returns void language sql as $$
  insert into orders select (new_order((number % 100)::int, 20001 + number * 5 + i)).* from generate_series(0, 4) i;
  update orders set status = 'paid', paid = true, changed = now(), total = total + 1
   where (tenant_id, id) in (select g % 100, g from (values (1 + abs(hashint8(number)::bigint) % 9000),
                                                            (9001 + abs(hashint8(-number)::bigint) % 1000)) v (g));
  delete from orders
   where (tenant_id, id) = (select gone % 100, case when number < 1000 then gone else 20001 + gone * 5 end
                              from (select case when number < 1000 then 10001 + number else number - 1000 end) g (gone));
$$;
create function mark(number int) returns void language sql as $$
  insert into orders select (new_order(-number, -number)).*;
$$;
