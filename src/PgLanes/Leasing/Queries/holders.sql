-- holders: the sessions that hold lanes of template $1 (integer); the class of the locks is $2 (integer),
-- and that of the locks that tell since when is $3 (integer).
SELECT l.number, a.pid, COALESCE(a.client_hostname, host(a.client_addr), 'local') AS host,
       COALESCE(a.application_name, '') AS application, COALESCE(to_timestamp(s.objid::bigint), a.backend_start, now()) AS since
FROM :tool.lanes AS l
JOIN pg_catalog.pg_locks AS k ON k.locktype = 'advisory' AND k.objsubid = 2 AND k.granted AND k.mode = 'ExclusiveLock'
     AND k.classid = $2::bigint::oid AND k.objid = l.id::bigint::oid
     AND k.database = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = current_database())
JOIN pg_catalog.pg_stat_activity AS a ON a.pid = k.pid
LEFT JOIN pg_catalog.pg_locks AS s ON s.locktype = 'advisory' AND s.objsubid = 2 AND s.pid = k.pid AND s.classid = $3::bigint::oid AND s.database = k.database
WHERE l.template = $1 AND a.pid <> pg_backend_pid()
ORDER BY l.number;
