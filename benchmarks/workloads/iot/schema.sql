-- An IoT fleet: many inserts into one table, updates of two, a queue that rows enter and leave.
create table devices (
  id bigint primary key,
  tenant_id int not null,
  name text not null,
  model text,
  cfg jsonb,
  created timestamptz not null default now());
create table readings (
  device_id bigint not null,
  ts timestamptz not null,
  seq bigint not null,
  temp double precision,
  hum numeric(6, 2),
  status text,
  primary key (device_id, ts, seq));
create table alerts (
  id bigint primary key,
  device_id bigint not null,
  level int not null,
  msg text,
  acked boolean not null default false,
  at timestamptz not null default now());
-- One row a run: when it is visible, everything before it is.
create table finished (run text primary key);
