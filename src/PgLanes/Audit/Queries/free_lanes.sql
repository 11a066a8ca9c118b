-- free_lanes: the schemas of the ready lanes of the template with schemas $1 (text[]) and name format $2 (text) that no session holds; the
-- class of the locks is $3 (integer). The sample is the whole table, and not counted as a scan of it.
SELECT l.schemas
FROM :tool.templates AS t TABLESAMPLE pg_catalog.system (100)
JOIN :tool.lanes AS l ON l.template = t.id AND l.state = 'ready'
WHERE t.schemas = $1 AND t.name_format = $2
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_locks AS k
                  WHERE k.locktype = 'advisory' AND k.objsubid = 2 AND k.granted AND k.classid = $3::bigint::oid AND k.objid = l.id::bigint::oid
                    AND k.database = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = current_database()))
ORDER BY l.number;
