-- blockers: the sessions that session $1 (integer) waits for, and the strongest lock that each holds in the schemas $2 (text[]), on the
-- relation that is waited for if it holds one on it. pid 0 is a prepared transaction. Ends those that hold such a lock where $3 (boolean) says so.
WITH wanted AS (
    SELECT k.relation FROM pg_catalog.pg_locks AS k WHERE k.pid = $1 AND NOT k.granted AND k.locktype = 'relation'
), held AS MATERIALIZED (
    SELECT DISTINCT ON (k.pid) k.pid, format('%I.%I', n.nspname, c.relname) AS relation, k.mode
    FROM pg_catalog.pg_locks AS k
    JOIN pg_catalog.pg_class AS c ON c.oid = k.relation
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE k.locktype = 'relation' AND k.granted AND n.nspname = ANY ($2)
      AND k.database = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = current_database())
    ORDER BY k.pid, k.relation = ANY (ARRAY(SELECT w.relation FROM wanted AS w)) DESC, k.mode <> 'AccessExclusiveLock', k.mode = 'AccessShareLock', c.relkind <> 'r'
)
SELECT b.pid, COALESCE(a.application_name, '') AS application, a.state, h.relation, h.mode,
       COALESCE(extract(epoch FROM clock_timestamp() - a.xact_start), 0)::float8 AS seconds,
       CASE WHEN $3 AND h.pid IS NOT NULL AND b.pid <> 0 THEN pg_terminate_backend(b.pid) ELSE false END AS ended
FROM (SELECT DISTINCT unnest(pg_blocking_pids($1)) AS pid) AS b
LEFT JOIN pg_catalog.pg_stat_activity AS a ON a.pid = b.pid
LEFT JOIN held AS h ON h.pid = b.pid OR (b.pid = 0 AND h.pid IS NULL)
ORDER BY b.pid;
