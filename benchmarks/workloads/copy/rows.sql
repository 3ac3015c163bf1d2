-- Rows of about 130, 1,400 (each hundredth 70,000) and 260 bytes.
insert into readings
select i, i % 50000, timestamptz '2024-01-01 00:00:00+00' + i * interval '1 second',
       20 + (i % 1500) / 100.0, 40 + (i % 3700) / 100.0, ((i * 7) % 900000) / 1000.0,
       md5((i % 50000)::text)
  from generate_series(1, :readings) i;

insert into documents
select i, md5(i::text)::uuid,
       jsonb_build_object('kind', 'order', 'number', i, 'state', (array['new', 'paid', 'sent'])[1 + i % 3], 'lines',
         (select jsonb_agg(md5((i * 1000 + n)::text)) from generate_series(1, case when i % 100 = 0 then 2000 else 36 end) n)),
       timestamptz '2024-01-01 00:00:00+00' + i * interval '1 minute'
  from generate_series(1, :documents) i;

insert into ledger
select i / 4, i % 4, i % 9000, 202401 + i % 12, i % 100, i % 10, i % 256,
       date '2024-01-01' + (i % 366)::int, date '2024-02-01' + (i % 366)::int,
       case when i % 3 > 0 then date '2024-03-01' + (i % 366)::int end,
       i % 1000000 / 100.0, i % 190000 / 100.0, i % 1190000 / 100.0, 0.19, i % 500 / 100.0,
       i % 3 = 0, i % 2 = 0, timestamptz '2024-01-01 00:00:00+00' + i * interval '1 second', null,
       (array['EUR', 'USD', 'SEK'])[1 + i % 3], 'centre ' || i % 40, case when i % 5 = 0 then 'see document ' || i end,
       md5(i::text), i * 3, i % 70
  from generate_series(4, :ledger + 3) i;
