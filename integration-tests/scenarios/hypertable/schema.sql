CREATE TABLE device (id int PRIMARY KEY, name text NOT NULL, last_seen timestamptz);
CREATE TABLE reading (device int NOT NULL REFERENCES device, at timestamptz NOT NULL, value numeric, tags text[], extra jsonb, PRIMARY KEY (device, at));
