CREATE TABLE page (id int PRIMARY KEY, title text, body text, doc jsonb, weights float8[], amount numeric);
ALTER TABLE page ALTER body SET STORAGE EXTERNAL, ALTER doc SET STORAGE EXTERNAL, ALTER weights SET STORAGE EXTERNAL, ALTER amount SET STORAGE EXTERNAL;
