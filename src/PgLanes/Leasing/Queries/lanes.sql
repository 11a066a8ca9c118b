-- lanes: the lanes of template $1 (integer), and whether the schemas of each are there and end their comment with its mark.
SELECT l.id, l.number, l.schemas, l.mark, l.state, l.version,
       (SELECT count(*) FROM pg_catalog.pg_namespace AS n
        WHERE n.nspname = ANY (l.schemas) AND right(obj_description(n.oid, 'pg_namespace'), length(l.mark)) = l.mark) = cardinality(l.schemas) AS is_present
FROM :tool.lanes AS l
WHERE l.template = $1
ORDER BY l.number;
