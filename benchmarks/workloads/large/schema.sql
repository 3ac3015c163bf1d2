-- One transaction fills the first table, and says so in the second.
create table facts (
  id int primary key,
  tenant_id int not null,
  amount numeric,
  note text);
create table finished (run text primary key);
