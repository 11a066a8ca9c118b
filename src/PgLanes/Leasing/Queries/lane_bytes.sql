-- lane_bytes: what the relations of schemas $1 (text[]) take on disk, their indexes and toast tables included.
SELECT n.nspname AS schema, COALESCE(sum(pg_total_relation_size(c.oid)), 0)::bigint AS bytes
FROM pg_catalog.pg_namespace AS n
JOIN pg_catalog.pg_class AS c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'm', 'S')
WHERE n.nspname = ANY ($1)
GROUP BY n.nspname
ORDER BY n.nspname;
