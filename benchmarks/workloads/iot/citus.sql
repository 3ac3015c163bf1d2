select create_distributed_table('devices', 'id');
select create_distributed_table('readings', 'device_id', colocate_with => 'devices');
select create_distributed_table('alerts', 'id', colocate_with => 'devices');
