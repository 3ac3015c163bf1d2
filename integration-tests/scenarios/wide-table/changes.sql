UPDATE wide SET c200 = id, c201 = 'x' || id, c202 = id + 0.5, c203 = '2026-01-01+00';
INSERT INTO wide (id, c399) VALUES (1000, now());
UPDATE wide SET id = id + 5000 WHERE id < 10;
DELETE FROM wide WHERE id BETWEEN 50 AND 60;
