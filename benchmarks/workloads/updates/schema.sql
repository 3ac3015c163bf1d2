create table meters (
  id bigint not null,
  since timestamptz not null,
  name text not null,
  value double precision,
  counter bigint not null,
  price numeric(10, 4),
  tags jsonb,
  changed timestamptz,
  primary key (id, since));
