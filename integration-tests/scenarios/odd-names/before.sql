INSERT INTO "Odd Schema"."Capital Table" SELECT i, 's' || i, 'd' || i, 'q' || i, 'a' || i FROM generate_series(1, 5) i;
INSERT INTO "Odd Schema"."a b" VALUES (1, 'dot'), (2, 'dot');
INSERT INTO "Odd Schema"."a_b" VALUES (1, 'underscore'), (2, 'underscore');
INSERT INTO "Odd Schema"."a-b" VALUES (1, 'hyphen'), (2, 'hyphen');
INSERT INTO "схема.с.точками"."таблица" VALUES (1, 'значение', '漢', '😀'), (2, 'ещё', '字', '🧵');
INSERT INTO public."select" VALUES (1, 'w', 1, 'u', 't', 'n', 'd'), (2, 'w', 1, 'u', 't', 'n', 'd');
INSERT INTO public."^.*$[a-z]+(x|y)\d{2}?" VALUES (1, 'a\b', '$1', '%s', 'a,b', '{}'), (2, '', '', '', '', '');
INSERT INTO public.debezium_names (before, after, op, source, ts_ms) SELECT i, 'a', 'c', 's', i FROM generate_series(1, 3) i;
INSERT INTO public.n23456789_123456789_123456789_123456789_123456789_123456789_123 VALUES (1, 'a', 'b'), (2, 'c', 'd');
INSERT INTO public.n23456789_123456789_123456789_123456789_123456789_123456789_124 VALUES (1, 'other table');
INSERT INTO public."漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢" VALUES (1, 'é', 'ﬁ'), (2, 'e', 'fi');
INSERT INTO public."Case" VALUES (1, 'upper'), (2, 'upper');
INSERT INTO public."case" VALUES (1, 'V', 'v'), (2, 'V', 'v');
INSERT INTO public." " VALUES (1, ' '), (2, '  ');
INSERT INTO public."tab	and
newline" VALUES (1, 'x
y'), (2, E'\t\r\n\\');
INSERT INTO public."-- comment" VALUES (1, '/*', ';', '?', ':p', '@', '#', '--'), (2, '', '', '', '', '', '', '');
INSERT INTO public.transaction VALUES (1, 'named like a topic'), (2, 'x');
INSERT INTO public."no ""key"" here" VALUES ('x', 1), ('x', 1), (NULL, NULL);
