insert into meters
  select g, '2026-01-01Z'::timestamptz + (g % 30) * interval '1 day', 'meter ' || g, g / 3.0, 0, 0.25, '{"unit": "kWh"}', now()
    from generate_series(-3, 200000) g;
