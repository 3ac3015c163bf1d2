CREATE TABLE booking (id int PRIMARY KEY, seat text NOT NULL UNIQUE);
CREATE TABLE payment (id int PRIMARY KEY, booking int NOT NULL REFERENCES booking, amount numeric NOT NULL);
