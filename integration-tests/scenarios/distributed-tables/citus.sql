CREATE TABLE tenant (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE orders (tenant int NOT NULL, id int NOT NULL, total numeric, tags text[], extra jsonb, PRIMARY KEY (tenant, id));
CREATE TABLE rate (code text PRIMARY KEY, v numeric);
SELECT create_distributed_table('tenant', 'id');
SELECT create_distributed_table('orders', 'tenant', colocate_with => 'tenant');
SELECT create_reference_table('rate');
