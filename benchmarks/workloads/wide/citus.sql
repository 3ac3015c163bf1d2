select create_distributed_table('orders', 'tenant_id');
