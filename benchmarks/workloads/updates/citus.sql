select create_distributed_table('meters', 'id');
