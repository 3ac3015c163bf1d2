-- Two hundred tables.
do $$ begin
  for i in 1 .. 200 loop
    execute format('create table item_%s (id bigint primary key, tenant_id int not null, name text, amount numeric(12, 2), changed timestamptz)', i);
  end loop;
end $$;
