-- lane_bytes: what databases $1 (text[]) take on disk where $2 (boolean) says that they are such; otherwise what the relations of schemas $1
-- take, their indexes and toast tables included.
SELECT n.nspname AS part, COALESCE(sum(pg_total_relation_size(c.oid)), 0)::bigint AS bytes
FROM pg_catalog.pg_namespace AS n
JOIN pg_catalog.pg_class AS c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'm', 'S')
WHERE n.nspname = ANY ($1) AND NOT $2
GROUP BY n.nspname
UNION ALL
SELECT d.datname, pg_database_size(d.oid)
FROM pg_catalog.pg_database AS d
WHERE d.datname = ANY ($1) AND $2
ORDER BY part;
