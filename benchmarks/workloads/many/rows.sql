do $$ begin
  for i in 1 .. 200 loop
    execute format('insert into item_%s select g, g %% 10, ''item '' || g, g, now() from generate_series(1, 500) g', i);
  end loop;
end $$;
