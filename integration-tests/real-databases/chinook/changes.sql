-- One round of changes to every table; :round is its number.
BEGIN;
INSERT INTO artist (artist_id, name) VALUES (10000 + :round, 'Artist of round :round');
INSERT INTO album (album_id, title, artist_id) VALUES (10000 + :round, 'Álbum “:round”', 10000 + :round);
INSERT INTO genre (genre_id, name) VALUES (1000 + :round, 'Genre :round');
INSERT INTO media_type (media_type_id, name) VALUES (1000 + :round, NULL);
INSERT INTO track (track_id, name, album_id, media_type_id, genre_id, composer, milliseconds, bytes, unit_price)
  SELECT 100000 + :round * 20 + i, 'Track ' || i, 10000 + :round, 1000 + :round, 1000 + :round, NULL, i * 1000, NULL, 0.99 FROM generate_series(1, 10) i;
INSERT INTO playlist (playlist_id, name) VALUES (1000 + :round, 'Round :round');
INSERT INTO playlist_track SELECT 1000 + :round, track_id FROM track WHERE album_id = 10000 + :round;
COMMIT;
BEGIN;
INSERT INTO employee (employee_id, last_name, first_name, reports_to, hire_date) VALUES (1000 + :round, 'L:round', 'F:round', 1, '2026-01-01'::timestamp + :round * interval '1 hour');
INSERT INTO customer (customer_id, first_name, last_name, email, support_rep_id) VALUES (1000 + :round, 'First', 'Last', 'c:round@example.org', 1000 + :round);
INSERT INTO invoice (invoice_id, customer_id, invoice_date, total) VALUES (10000 + :round, 1000 + :round, '2026-01-01'::timestamp + :round * interval '1 day', 0);
INSERT INTO invoice_line (invoice_line_id, invoice_id, track_id, unit_price, quantity)
  SELECT 100000 + :round * 10 + i, 10000 + :round, i, 1.25, i FROM generate_series(1, 5) i;
UPDATE invoice SET total = (SELECT sum(unit_price * quantity) FROM invoice_line l WHERE l.invoice_id = invoice.invoice_id) WHERE invoice_id = 10000 + :round;
COMMIT;
UPDATE artist SET name = name || '.' WHERE artist_id % 50 = :round % 50;
UPDATE album SET title = left('(' || title || ')', 160) WHERE album_id % 50 = :round % 50;
UPDATE track SET unit_price = unit_price + 0.01, composer = NULL WHERE track_id % 100 = :round % 100;
UPDATE genre SET name = 'renamed in :round' WHERE genre_id = 1 + :round % 25;
UPDATE media_type SET name = 'renamed in :round' WHERE media_type_id = 1 + :round % 5;
UPDATE employee SET title = 'round :round' WHERE employee_id = 1 + :round % 8;
UPDATE customer SET company = 'round :round', fax = NULL WHERE customer_id % 10 = :round % 10;
UPDATE playlist SET name = 'renamed in :round' WHERE playlist_id = 1 + :round % 18;
UPDATE invoice_line SET quantity = quantity + 1 WHERE invoice_line_id % 200 = :round % 200;
UPDATE invoice SET invoice_date = invoice_date + interval '40 days' WHERE invoice_id % 40 = :round % 40;
BEGIN;
DELETE FROM playlist_track WHERE track_id % 40 = :round % 40;
DELETE FROM invoice_line WHERE invoice_id % 100 = :round % 100;
DELETE FROM invoice WHERE invoice_id % 100 = :round % 100;
COMMIT;
-- the key of the junction table changes
UPDATE playlist_track SET playlist_id = 1000 + :round WHERE playlist_id = 5 AND track_id % 20 = :round % 20;
BEGIN;
DELETE FROM customer WHERE customer_id = 1000 + :round - 5 AND NOT EXISTS (SELECT FROM invoice i WHERE i.customer_id = customer.customer_id);
ROLLBACK;
