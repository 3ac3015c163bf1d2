do $$ begin
  for i in 1 .. 200 loop
    perform create_distributed_table(format('item_%s', i)::regclass, 'id');
  end loop;
end $$;
