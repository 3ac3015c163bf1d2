INSERT INTO sales.item SELECT i, 'open', '{open,"Paid in full",NULL}', 'sales ' || i FROM generate_series(1, 10) i;
INSERT INTO stock.item SELECT i, i, 'stock ' || i FROM generate_series(1, 10) i;
INSERT INTO public.item SELECT i, 'public ' || i FROM generate_series(1, 10) i;
