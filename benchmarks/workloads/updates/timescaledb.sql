select create_hypertable('meters', 'since', chunk_time_interval => interval '1 day');
