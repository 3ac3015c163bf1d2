CREATE TABLE tenant_order (order_no int NOT NULL, tenant text NOT NULL, placed timestamptz NOT NULL, total numeric, PRIMARY KEY (tenant, order_no));
CREATE TABLE only_key (a int, b uuid, c text, PRIMARY KEY (c, a, b));
CREATE TABLE odd_key (d date, n numeric(20, 5), by bytea, ts timestamptz, b bool, v text, PRIMARY KEY (by, ts, n, d, b));
