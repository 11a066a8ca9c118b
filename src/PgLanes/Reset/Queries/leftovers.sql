-- leftovers: what came into the database or the server since $2 (timestamptz) and no reset undoes: advisory locks of sessions that began since
-- then (those of PgLanes itself, classes $4 (integer) to $4 + 7, left out), prepared transactions that hold locks in the schemas $1 (text[]),
-- and roles newer than $3 (bigint, an oid).
SELECT format('pid %s ("%s") still holds the advisory lock (%s, %s); end that session, or have it unlock', a.pid, a.application_name,
              k.classid, k.objid) AS leftover
FROM pg_catalog.pg_locks AS k
JOIN pg_catalog.pg_stat_activity AS a ON a.pid = k.pid
WHERE k.locktype = 'advisory' AND k.granted AND a.backend_start >= $2
  AND NOT (k.objsubid = 2 AND k.classid::bigint BETWEEN $4 AND $4 + 7)
  AND k.database = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = current_database())
UNION ALL
SELECT format('the prepared transaction "%s" holds locks in the lane; commit it or roll it back', p.gid)
FROM pg_catalog.pg_prepared_xacts AS p
WHERE p.database = current_database()
  AND EXISTS (SELECT FROM pg_catalog.pg_locks AS k
              JOIN pg_catalog.pg_class AS c ON c.oid = k.relation
              JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
              WHERE k.locktype = 'relation' AND k.pid IS NULL AND n.nspname = ANY ($1)
                AND k.virtualtransaction IN (SELECT x.virtualtransaction FROM pg_catalog.pg_locks AS x
                                             WHERE x.locktype = 'transactionid' AND x.pid IS NULL AND x.transactionid = p.transaction))
UNION ALL
SELECT format('the role "%s" was made; drop it', r.rolname)
FROM pg_catalog.pg_roles AS r
WHERE r.oid::bigint > $3 AND NOT starts_with(COALESCE(shobj_description(r.oid, 'pg_authid'), ''), 'Made by PgLanes')
ORDER BY leftover;
