-- A hypertable's key holds its time column, and no foreign key of this schema can refer to it.
ALTER TABLE invoice_line DROP CONSTRAINT invoice_line_invoice_id_fkey;
ALTER TABLE invoice DROP CONSTRAINT invoice_pkey;
ALTER TABLE invoice ADD PRIMARY KEY (invoice_id, invoice_date);
SELECT create_hypertable('invoice', 'invoice_date', chunk_time_interval => interval '90 days');
