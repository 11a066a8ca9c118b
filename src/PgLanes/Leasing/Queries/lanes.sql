-- lanes: the lanes of template $1 (integer), of these the ids $2 (integer[]) or, where that is null, all, and whether the schemas of each,
-- or its database, are there and end their comment with its mark; its role where it is sealed,
-- if that bears the mark; and whether its holder started a command and did not return it.
SELECT l.id, l.number, l.database, l.schemas, l.mark, l.state, l.version, s.role, s.password, s.is_applied,
       EXISTS (SELECT FROM :tool.runs AS u WHERE u.lane = l.id) AS is_in_run,
       CASE WHEN l.database IS NOT NULL
            THEN EXISTS (SELECT FROM pg_catalog.pg_database AS d WHERE d.datname = l.database AND shobj_description(d.oid, 'pg_database') = l.mark)
            ELSE (SELECT count(*) FROM pg_catalog.pg_namespace AS n
        WHERE n.nspname = ANY (l.schemas) AND right(obj_description(n.oid, 'pg_namespace'), length(l.mark)) = l.mark) = cardinality(l.schemas) END AS is_present
FROM :tool.lanes AS l
LEFT JOIN :tool.seals AS s ON s.lane = l.id
     AND EXISTS (SELECT FROM pg_catalog.pg_roles AS r WHERE r.rolname = s.role AND shobj_description(r.oid, 'pg_authid') = l.mark)
WHERE l.template = $1 AND ($2 IS NULL OR l.id = ANY ($2))
ORDER BY l.number;
