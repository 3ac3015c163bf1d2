select create_hypertable('readings', 'ts', chunk_time_interval => interval '1 day');
