INSERT INTO department SELECT i, 'department ' || i FROM generate_series(1, 5) i;
INSERT INTO employee SELECT i, 'employee ' || i, NULLIF(i / 2, 0), 1 + i % 5 FROM generate_series(1, 30) i;
UPDATE department SET boss = id;
INSERT INTO task SELECT i, 1 + i % 30, NULLIF(i / 3, 0), 'task ' || i FROM generate_series(1, 60) i;
INSERT INTO assignment SELECT 1 + i % 30, i FROM generate_series(1, 60) i;
