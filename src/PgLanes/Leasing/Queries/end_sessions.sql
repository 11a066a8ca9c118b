-- end_sessions: ends the sessions that are on a lane: those of database $1 (text), those of role $2 (text), and those that hold locks in the schemas
-- $3 (text[]) of this database; as far as the current role may. Returns what it ended.
SELECT a.pid, a.application_name AS application, pg_terminate_backend(a.pid) AS ended
FROM pg_catalog.pg_stat_activity AS a
WHERE a.pid <> pg_backend_pid() AND a.backend_type = 'client backend' AND pg_has_role(a.usesysid, 'USAGE')
  AND (a.datname = $1 OR a.usename = $2
       OR EXISTS (SELECT FROM pg_catalog.pg_locks AS k
                  JOIN pg_catalog.pg_class AS c ON c.oid = k.relation
                  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                  WHERE k.pid = a.pid AND k.locktype = 'relation' AND k.granted AND n.nspname = ANY ($3) AND $1 IS NULL
                    AND k.database = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = current_database())))
ORDER BY a.pid;
