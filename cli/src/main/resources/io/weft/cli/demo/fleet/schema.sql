-- An IoT fleet: what devices measure, what they complain of, and how they are set up.

create type device_state as enum ('active', 'maintenance', 'retired');

create table sites (
  id int primary key,
  name text not null,
  region text not null,
  tariff numeric not null,
  opened date not null,
  reserve_wh bigint not null,
  written_at timestamptz not null
);

create table models (
  id int primary key,
  vendor text not null,
  name text not null,
  sensors text[] not null,
  limits jsonb not null,
  price numeric(10, 2) not null
);

create table devices (
  id bigint primary key,
  site_id int not null references sites,
  model_id int not null references models,
  serial text not null unique,
  state device_state not null default 'active',
  tags text[] not null,
  firmware int[] not null,
  status jsonb not null,
  certificate text,
  charge_wh bigint not null,
  last_seen timestamptz not null,
  label text generated always as (serial || ' at site ' || site_id::text) stored
);
create index on devices (site_id);

create table settings (
  device_id bigint not null references devices,
  name text not null,
  value jsonb not null,
  version int not null,
  changed_at timestamptz not null,
  primary key (device_id, name)
);

create table readings (
  device_id bigint not null references devices,
  taken_at timestamptz not null,
  sequence bigint not null,
  temperature double precision not null,
  humidity numeric(5, 2),
  voltage numeric,
  samples real[] not null,
  primary key (device_id, taken_at, sequence)
);

create table alerts (
  id bigint primary key,
  device_id bigint not null references devices,
  level smallint not null,
  message text not null,
  context jsonb not null,
  raised_at timestamptz not null,
  acknowledged_at timestamptz
);
create index on alerts (device_id);

create table charges (
  id bigint primary key,
  site_id int not null references sites,
  device_id bigint not null references devices,
  amount_wh bigint not null,
  made_at timestamptz not null
);
