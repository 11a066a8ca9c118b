-- sessions: the process ids of the clients' other sessions in this database; is_idle is null where the role may not see what they do.
SELECT a.pid, a.state = 'idle' AND a.state_change < clock_timestamp() - interval '250 milliseconds' AS is_idle
FROM pg_catalog.pg_stat_activity AS a
WHERE a.datname = current_database() AND a.usesysid IS NOT NULL AND a.pid <> pg_backend_pid()
ORDER BY a.pid;
