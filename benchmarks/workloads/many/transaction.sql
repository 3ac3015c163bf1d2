-- Nine changes in three of the tables: in each a row comes, one changes, and one goes that the same writer brought.
create function load(number bigint) returns void language plpgsql as $$
  declare
    item bigint;
  begin
    for i in 0 .. 2 loop
      item := 1 + (number * 3 + i) % 200;
      execute format('insert into item_%s values ($1, 1, ''new'', 1.5, now())', item) using 1000 + number;
      execute format('update item_%s set amount = amount + 1, changed = now() where id = $1', item)
        using 201 + abs(hashint8(number)::bigint) % 300;
      execute format('delete from item_%s where id = $1', item)
        using case when number < 200 then number + 1 else 1000 + number - 200 end;
    end loop;
  end $$;
create function mark(number int) returns void language plpgsql as $$
  begin
    for i in 1 .. 200 loop
      execute format('insert into item_%s values ($1, 1, ''mark'', 0, now())', i) using -number;
    end loop;
  end $$;
