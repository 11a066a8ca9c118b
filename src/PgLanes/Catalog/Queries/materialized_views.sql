-- materialized_views: the materialized views of schemas $1 (text[]) that no extension made.
-- Needs search_path = the schemas that are read.
SELECT c.oid, n.nspname AS schema, c.relname AS name,
       pg_get_viewdef(c.oid) AS query,
       CASE WHEN am.amname <> 'heap' THEN am.amname END AS access_method,
       ts.spcname AS tablespace,
       COALESCE(c.reloptions, '{}') AS options,
       COALESCE(toast.reloptions, '{}') AS toast_options,
       c.relispopulated AS is_populated,
       c.relreplident::text AS replica_identity
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_am AS am ON am.oid = c.relam
LEFT JOIN pg_catalog.pg_tablespace AS ts ON ts.oid = c.reltablespace
LEFT JOIN pg_catalog.pg_class AS toast ON toast.oid = c.reltoastrelid
WHERE n.nspname = ANY ($1) AND c.relkind = 'm'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY n.nspname, c.relname;
