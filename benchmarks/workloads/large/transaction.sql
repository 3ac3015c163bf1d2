insert into facts
  select i, i % 100, i / 7.0, 'note ' || i from generate_series(1, :rows) i;
insert into finished values ('large');
