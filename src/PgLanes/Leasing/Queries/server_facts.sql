-- server_facts: what the server allows the role that asks. :granted is, where the server knows it, the grant to set the parameter.
SELECT r.rolsuper:granted AS may_replicate,
       current_setting('max_locks_per_transaction')::integer
           * (current_setting('max_connections')::integer + current_setting('max_prepared_transactions')::integer) AS locks,
       current_setting('max_connections')::integer - current_setting('superuser_reserved_connections')::integer
           - COALESCE(current_setting('reserved_connections', true)::integer, 0) AS connections,
       pg_is_in_recovery() AS is_standby,
       has_database_privilege(current_database(), 'CREATE') AS may_create,
       r.rolname::text AS role
FROM pg_catalog.pg_roles AS r
WHERE r.rolname = current_user;
