-- Three widths: most bytes in one table of narrow rows, some in documents, some in rows of many columns.
create table readings (
  id bigint primary key,
  device int not null,
  read_at timestamptz not null,
  temperature double precision,
  humidity double precision,
  voltage numeric(6, 3),
  place text not null
);

create table documents (
  id bigint primary key,
  owner uuid not null,
  body jsonb not null,
  written_at timestamptz not null
);

create table ledger (
  id bigint,
  line int,
  account int not null, period int not null, quantity int, units smallint, flags int,
  booked_on date not null, due_on date, paid_on date,
  net numeric(12, 2), tax numeric(12, 2), gross numeric(12, 2), rate numeric(8, 5), discount numeric(12, 2),
  is_open boolean not null, is_credit boolean not null,
  entered_at timestamptz not null, changed_at timestamptz,
  currency char(3) not null, cost_centre text, note text, reference text, document bigint, branch int,
  primary key (id, line)
);
