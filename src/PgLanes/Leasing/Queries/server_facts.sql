-- server_facts: what the server allows the role that asks. :granted is, where the server knows it, the grant to set the parameter.
-- Makes the session a keeper's, too: a replica's where that is allowed, before there is any plan that it would throw away, and one that notices
-- within seconds when the client goes while it waits for a lock, which a server on Windows cannot. It is the first that a new session runs, so it
-- reads no catalog that it can do without: each costs more than the rest of the statement.
SELECT current_setting('is_superuser') = 'on':granted AS may_replicate,
       CASE WHEN current_setting('is_superuser') = 'on':granted THEN set_config('session_replication_role', 'replica', false) END AS replication_role,
       CASE WHEN version() !~ 'mingw|Visual C|windows' THEN set_config('client_connection_check_interval', '2000', false) END AS check_interval,
       current_setting('max_locks_per_transaction')::integer
           * (current_setting('max_connections')::integer + current_setting('max_prepared_transactions')::integer) AS locks,
       current_setting('max_connections')::integer AS max_connections,
       current_setting('superuser_reserved_connections')::integer AS superuser_reserved_connections,
       COALESCE(current_setting('reserved_connections', true)::integer, 0) AS reserved_connections,
       pg_is_in_recovery() AS is_standby,
       current_setting('row_security') = 'off' AS has_start_options,
       pg_backend_pid() AS process,
       has_database_privilege(current_database(), 'CREATE') AS may_create,
       current_user::text AS role;
