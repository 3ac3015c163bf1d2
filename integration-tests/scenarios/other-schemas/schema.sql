CREATE SCHEMA sales;
CREATE SCHEMA stock;
CREATE TYPE sales.state AS ENUM ('open', 'Paid in full', 'it''s, "odd"');
CREATE DOMAIN stock.quantity AS int CHECK (VALUE >= 0);
CREATE TABLE sales.item (id int PRIMARY KEY, state sales.state NOT NULL, states sales.state[], v text);
CREATE TABLE stock.item (id int PRIMARY KEY, amount stock.quantity, v text);
CREATE TABLE public.item (id int PRIMARY KEY, v text);
