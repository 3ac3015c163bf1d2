BEGIN;
INSERT INTO booking VALUES (11, 'prepared');
INSERT INTO payment VALUES (1, 11, 10);
PREPARE TRANSACTION 'weft scenario 1';
-- commits between the two phases of the other
INSERT INTO booking VALUES (12, 'in between');
COMMIT PREPARED 'weft scenario 1';
BEGIN;
DELETE FROM booking WHERE id = 1;
PREPARE TRANSACTION 'weft scenario 2';
INSERT INTO payment VALUES (2, 2, 20);
ROLLBACK PREPARED 'weft scenario 2';
BEGIN;
SAVEPOINT a;
UPDATE booking SET seat = 'undone' WHERE id = 3;
ROLLBACK TO a;
UPDATE booking SET seat = 'done' WHERE id = 3;
PREPARE TRANSACTION 'weft scenario 3';
BEGIN;
UPDATE booking SET seat = 'other' WHERE id = 4;
PREPARE TRANSACTION 'weft scenario 4';
-- committed in the other order
COMMIT PREPARED 'weft scenario 4';
COMMIT PREPARED 'weft scenario 3';
UPDATE booking SET seat = seat || '!' WHERE id IN (3, 4);
BEGIN;
PREPARE TRANSACTION 'weft scenario 5';
COMMIT PREPARED 'weft scenario 5';
