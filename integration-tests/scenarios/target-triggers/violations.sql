SELECT what FROM fired;
