-- the parents come last in the alphabet, and first in the transaction
BEGIN;
INSERT INTO department VALUES (10, 'new', 100);
INSERT INTO employee VALUES (100, 'new boss', NULL, 10), (101, 'new hire', 100, 10);
INSERT INTO task VALUES (100, 101, NULL, 'settle in'), (101, 101, 100, 'find a desk');
INSERT INTO assignment VALUES (101, 100), (101, 101);
COMMIT;
-- cascades over all tables, and sets NULL
DELETE FROM department WHERE id = 2;
DELETE FROM employee WHERE id = 3;
DELETE FROM task WHERE id = 2;
UPDATE department SET id = 50 WHERE id = 3;
-- a circle, and a row that refers to itself
BEGIN;
INSERT INTO employee VALUES (200, 'own boss', 200, 1);
UPDATE department SET boss = 200 WHERE id = 1;
COMMIT;
BEGIN;
UPDATE employee SET manager = NULL WHERE id = 200;
DELETE FROM employee WHERE id = 200;
INSERT INTO employee VALUES (200, 'the same again', NULL, 1);
COMMIT;
-- parent and children go and come back
BEGIN;
DELETE FROM department WHERE id = 10;
INSERT INTO department VALUES (10, 'reborn', NULL);
INSERT INTO employee VALUES (100, 'reborn', NULL, 10);
COMMIT;
DELETE FROM department;
INSERT INTO department VALUES (1, 'last', NULL);
