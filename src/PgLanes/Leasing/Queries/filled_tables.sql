-- filled_tables: the ordinary tables of schemas $1 (text[]) that have a page on disk.
SELECT n.nspname AS schema, c.relname AS name
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = ANY ($1) AND c.relkind = 'r' AND pg_relation_size(c.oid) > 0
ORDER BY n.nspname, c.relname;
