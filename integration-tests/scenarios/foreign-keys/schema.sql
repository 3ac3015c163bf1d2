CREATE TABLE department (id int PRIMARY KEY, name text NOT NULL, boss int);
CREATE TABLE employee (
  id int PRIMARY KEY, name text NOT NULL, manager int REFERENCES employee ON DELETE SET NULL,
  department int NOT NULL REFERENCES department ON DELETE CASCADE ON UPDATE CASCADE);
ALTER TABLE department ADD FOREIGN KEY (boss) REFERENCES employee ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED;
CREATE TABLE task (id int PRIMARY KEY, employee int REFERENCES employee ON DELETE CASCADE, parent int REFERENCES task ON DELETE CASCADE, title text);
-- its name sorts before those of the tables that it refers to
CREATE TABLE assignment (employee int REFERENCES employee ON DELETE CASCADE, task int REFERENCES task ON DELETE CASCADE, PRIMARY KEY (employee, task));
