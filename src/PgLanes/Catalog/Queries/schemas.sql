-- schemas: the schemas $1 (text[]) that exist, in the order of $1.
SELECT n.oid, n.nspname AS schema, n.nspname AS name
FROM pg_catalog.pg_namespace AS n
WHERE n.nspname = ANY ($1)
ORDER BY array_position($1, n.nspname::text);
