-- views: the views of schemas $1 (text[]) that no extension made. Needs search_path = the schemas that are read.
SELECT c.oid, n.nspname AS schema, c.relname AS name,
       pg_get_viewdef(c.oid) AS query,
       COALESCE(c.reloptions, '{}') AS options
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = ANY ($1) AND c.relkind = 'v'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY n.nspname, c.relname;
