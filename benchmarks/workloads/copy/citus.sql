select create_distributed_table('readings', 'id');
select create_distributed_table('documents', 'id');
select create_distributed_table('ledger', 'id');
