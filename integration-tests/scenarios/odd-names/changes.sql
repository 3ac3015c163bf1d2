UPDATE "Odd Schema"."Capital Table" SET "With Space" = 'changed', "with""quote" = '"' WHERE "Id" = 1;
UPDATE "Odd Schema"."Capital Table" SET "Id" = 100 WHERE "Id" = 2;
DELETE FROM "Odd Schema"."Capital Table" WHERE "Id" = 3;
-- three tables whose topics could be one and the same
BEGIN;
UPDATE "Odd Schema"."a b" SET v = 'dot, changed' WHERE id = 1;
UPDATE "Odd Schema"."a_b" SET v = 'underscore, changed' WHERE id = 1;
UPDATE "Odd Schema"."a-b" SET v = 'hyphen, changed' WHERE id = 1;
DELETE FROM "Odd Schema"."a_b" WHERE id = 2;
INSERT INTO "Odd Schema"."a b" VALUES (3, 'only here');
COMMIT;
UPDATE "схема.с.точками"."таблица" SET "ελληνικά" = '🎉', "漢字" = NULL WHERE "ключ" = 1;
INSERT INTO "схема.с.точками"."таблица" VALUES (3, 'три', '三', '3️⃣');
DELETE FROM "схема.с.точками"."таблица" WHERE "ключ" = 2;
UPDATE public."select" SET "where" = 'x', "order" = 2, "default" = NULL WHERE "from" = 1;
DELETE FROM public."select" WHERE "from" = 2;
UPDATE public."^.*$[a-z]+(x|y)\d{2}?" SET "a\b" = '\', "%s" = '%d', "{}" = '{a}' WHERE "[x]" = 1;
DELETE FROM public."^.*$[a-z]+(x|y)\d{2}?" WHERE "[x]" = 2;
UPDATE public.debezium_names SET after = 'changed', op = 'd', source = 'x', excluded = 'e', t = 't', s = 's', old = 'o', new = 'n', "offset" = 5 WHERE before = 1;
UPDATE public.debezium_names SET before = 77 WHERE before = 2;
DELETE FROM public.debezium_names WHERE before = 3;
UPDATE public.n23456789_123456789_123456789_123456789_123456789_123456789_123
  SET v23456789_123456789_123456789_123456789_123456789_123456789_124 = 'changed'
  WHERE k23456789_123456789_123456789_123456789_123456789_123456789_123 = 1;
DELETE FROM public.n23456789_123456789_123456789_123456789_123456789_123456789_123
  WHERE k23456789_123456789_123456789_123456789_123456789_123456789_123 = 2;
INSERT INTO public.n23456789_123456789_123456789_123456789_123456789_123456789_124 VALUES (2, 'two');
UPDATE public."漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢" SET "é" = 'É' WHERE "字字字字字字字字字字字字字字字字字字字字字" = 1;
UPDATE public."Case" SET v = 'UPPER' WHERE id = 1;
UPDATE public."case" SET "V" = 'big', w = 'small' WHERE id = 1;
DELETE FROM public."Case" WHERE id = 2;
UPDATE public." " SET "  " = '' WHERE " " = 1;
UPDATE public."tab	and
newline" SET "line
break" = 'one line' WHERE id = 1;
UPDATE public."-- comment" SET "/* c */" = 'changed', "?" = '??', ":p" = ':q', "--" = '-- x' WHERE id = 1;
DELETE FROM public."-- comment" WHERE id = 2;
UPDATE public.transaction SET v = 'changed' WHERE id = 1;
INSERT INTO public.transaction VALUES (3, 'three');
DELETE FROM public."no ""key"" here" WHERE ctid = (SELECT min(ctid) FROM public."no ""key"" here");
UPDATE public."no ""key"" here" SET "C" = 5 WHERE "C" IS NULL;
TRUNCATE public."^.*$[a-z]+(x|y)\d{2}?", "Odd Schema"."a-b";
INSERT INTO "Odd Schema"."a-b" VALUES (9, 'after truncate');
