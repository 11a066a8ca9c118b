-- template_data: the ordinary tables of schemas $1 (text[]) that have a page on disk, and the sequences. Of a heap all of it can be read as a
-- sample, which the server does not count as a scan. The ancestors of a partition begin with its parent.
SELECT n.nspname AS schema, c.relname AS name, c.relkind = 'S' AS is_sequence, a.amname = 'heap' AS is_heap,
       COALESCE(p.schemas, '{}') AS ancestor_schemas, COALESCE(p.names, '{}') AS ancestors
FROM pg_catalog.pg_namespace AS n
JOIN pg_catalog.pg_depend AS d ON d.refclassid = 'pg_catalog.pg_namespace'::regclass AND d.refobjid = n.oid AND d.classid = 'pg_catalog.pg_class'::regclass
JOIN pg_catalog.pg_class AS c ON c.oid = d.objid
LEFT JOIN pg_catalog.pg_am AS a ON a.oid = c.relam
LEFT JOIN LATERAL (SELECT array_agg(m.nspname::text ORDER BY a.place) AS schemas, array_agg(r.relname::text ORDER BY a.place) AS names
                   FROM pg_partition_ancestors(c.oid) WITH ORDINALITY AS a (oid, place)
                   JOIN pg_catalog.pg_class AS r ON r.oid = a.oid
                   JOIN pg_catalog.pg_namespace AS m ON m.oid = r.relnamespace
                   WHERE a.place > 1) AS p ON c.relispartition
WHERE n.nspname = ANY ($1) AND (c.relkind = 'S' OR c.relkind = 'r' AND pg_relation_size(c.oid) > 0)
ORDER BY n.nspname, c.relname;
