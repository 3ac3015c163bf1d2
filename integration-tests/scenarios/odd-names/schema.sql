CREATE SCHEMA "Odd Schema";
CREATE SCHEMA "схема.с.точками";
CREATE TABLE "Odd Schema"."Capital Table" ("Id" int PRIMARY KEY, "With Space" text, "with.dot" text, "with""quote" text, "with'apostrophe" text);
CREATE TABLE "Odd Schema"."a b" (id int PRIMARY KEY, v text);
CREATE TABLE "Odd Schema"."a_b" (id int PRIMARY KEY, v text);
CREATE TABLE "Odd Schema"."a-b" (id int PRIMARY KEY, v text);
CREATE TABLE "схема.с.точками"."таблица" ("ключ" int PRIMARY KEY, "значение" text, "漢字" text, "ελληνικά" text);
CREATE TABLE public."select" ("from" int PRIMARY KEY, "where" text, "order" int, "user" text, "table" text, "null" text, "default" text);
CREATE TABLE public."^.*$[a-z]+(x|y)\d{2}?" ("[x]" int PRIMARY KEY, "a\b" text, "$1" text, "%s" text, "a,b" text, "{}" text);
CREATE TABLE public.debezium_names (
  before int PRIMARY KEY, after text, op text, source text, ts_ms bigint, transaction text, "schema" text, payload text, key text, value text, lsn text,
  "__deleted" text, "__op" text, topic text, "offset" int, partition int, headers text, excluded text, t text, s text, old text, new text, ctid_ text);
CREATE TABLE public.n23456789_123456789_123456789_123456789_123456789_123456789_123 (
  k23456789_123456789_123456789_123456789_123456789_123456789_123 int PRIMARY KEY,
  v23456789_123456789_123456789_123456789_123456789_123456789_123 text,
  v23456789_123456789_123456789_123456789_123456789_123456789_124 text);
CREATE TABLE public.n23456789_123456789_123456789_123456789_123456789_123456789_124 (id int PRIMARY KEY, v text);
-- 63 bytes of three-byte letters
CREATE TABLE public."漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢" ("字字字字字字字字字字字字字字字字字字字字字" int PRIMARY KEY, "é" text, "ﬁ" text);
CREATE TABLE public."Case" (id int PRIMARY KEY, v text);
CREATE TABLE public."case" (id int PRIMARY KEY, "V" text, w text);
CREATE TABLE public." " (" " int PRIMARY KEY, "  " text);
CREATE TABLE public."tab	and
newline" (id int PRIMARY KEY, "line
break" text);
CREATE TABLE public."-- comment" (id int PRIMARY KEY, "/* c */" text, ";" text, "?" text, ":p" text, "@x" text, "#" text, "--" text);
CREATE TABLE public.transaction (id int PRIMARY KEY, v text);
CREATE TABLE public."no ""key"" here" ("a b" text, "C" int);
ALTER TABLE public."no ""key"" here" REPLICA IDENTITY FULL;
