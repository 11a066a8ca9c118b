-- reset_references: which tables of schemas $1 (text[]) that hold rows themselves refer to which others by a foreign key. One of a partitioned
-- table is one of each of its partitions, and one to a partitioned table is one to each of them: the catalog does not list all of these pairs.
SELECT DISTINCT COALESCE(ct.relid, c.oid)::oid AS child, COALESCE(pt.relid, p.oid)::oid AS parent
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
JOIN pg_catalog.pg_class AS p ON p.oid = k.confrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN LATERAL pg_partition_tree(CASE c.relkind WHEN 'p' THEN c.oid END) AS ct ON ct.isleaf
LEFT JOIN LATERAL pg_partition_tree(CASE p.relkind WHEN 'p' THEN p.oid END) AS pt ON pt.isleaf
WHERE k.contype = 'f' AND n.nspname = ANY ($1)
ORDER BY 1, 2;
