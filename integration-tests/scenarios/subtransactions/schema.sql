CREATE TABLE step (id int PRIMARY KEY, v text NOT NULL);
CREATE TABLE step_log (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, step int, v text);
