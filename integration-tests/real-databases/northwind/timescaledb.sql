-- A hypertable's key holds its time column, and no foreign key of this schema can refer to it.
ALTER TABLE order_details DROP CONSTRAINT fk_order_details_orders;
ALTER TABLE orders DROP CONSTRAINT pk_orders;
ALTER TABLE orders ALTER order_date SET NOT NULL;
ALTER TABLE orders ADD PRIMARY KEY (order_id, order_date);
SELECT create_hypertable('orders', 'order_date', chunk_time_interval => interval '60 days');
