-- The fleet before anyone writes. Settings in force: fleet.sites, fleet.devices, fleet.readings, fleet.start, fleet.step.

insert into sites
select g, 'Site ' || g, (array['north', 'east', 'south', 'west'])[1 + g % 4], 0.10 + g / 1000.0,
  date '2015-01-01' + g * 17, 1000000000, current_setting('fleet.start')::timestamptz
from generate_series(1, current_setting('fleet.sites')::int) g;

insert into models
select g, 'Vendor ' || chr(64 + g % 7 + 1), 'M' || g * 100,
  (array['temperature', 'humidity', 'voltage', 'vibration'])[1:1 + g % 4],
  jsonb_build_object('temperature', jsonb_build_array(-20 - g, 60 + g), 'voltage', 3.30 + g / 100.0),
  49.90 + g * 10
from generate_series(1, 20) g;

insert into devices (id, site_id, model_id, serial, tags, firmware, status, certificate, charge_wh, last_seen)
select g, 1 + (g - 1) % current_setting('fleet.sites')::int, 1 + g % 20, 'SN-' || lpad(g::text, 8, '0'),
  array['floor ' || g % 9, case when g % 5 = 0 then null else 'line ' || g % 3 end], array[4, g % 10, g % 100],
  jsonb_build_object('signal', -40 - g % 50, 'note', 'Gerät "' || g || '"', 'since', null),
  -- long enough to be stored apart from its row, and never written again
  case when g % 8 = 0 then (select string_agg(md5(g::text || i::text), '') from generate_series(1, 130) i) end,
  5000, current_setting('fleet.start')::timestamptz
from generate_series(1, current_setting('fleet.devices')::int) g;

insert into settings
select d, s.name, jsonb_build_object('value', d % s.base + 0.50, 'unit', s.unit), 1, current_setting('fleet.start')::timestamptz
from generate_series(1, current_setting('fleet.devices')::int) d,
  (values ('interval', 60, 's'), ('threshold', 80, '°C'), ('gain', 10, 'dB'), ('window', 15, 'min')) s (name, base, unit);

insert into alerts
select g, 1 + (g - 1) % current_setting('fleet.devices')::int, g % 4, 'Alert number ' || g,
  jsonb_build_object('code', g % 97), current_setting('fleet.start')::timestamptz - g * interval '1 s'
from generate_series(1, 2 * current_setting('fleet.devices')::int) g;

insert into readings
select 1 + g % current_setting('fleet.devices')::int,
  current_setting('fleet.start')::timestamptz
    - interval '7 days' + g / current_setting('fleet.devices')::int * current_setting('fleet.step')::interval,
  g, 15 + g * 7919 % 2000 / 100.0, (g * 31 % 10000) / 100.0,
  case when g % 50 = 0 then 'NaN' else 3 + g % 1000 / 1000.0 end, array[g % 17, g % 19 / 4.0, null]
from generate_series(0, current_setting('fleet.readings')::bigint - 1) g;

analyze;
