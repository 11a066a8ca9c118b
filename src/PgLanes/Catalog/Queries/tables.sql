-- tables: the ordinary, partitioned and foreign tables of schemas $1 (text[]) that no extension made.
-- Needs search_path = the schemas that are read.
SELECT c.oid, n.nspname AS schema, c.relname AS name,
       c.relkind = 'p' AS is_partitioned,
       c.relpersistence = 'u' AS is_unlogged,
       CASE WHEN am.amname <> 'heap' THEN am.amname END AS access_method,
       ts.spcname AS tablespace,
       CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS of_type,
       COALESCE(c.reloptions, '{}') AS options,
       COALESCE(toast.reloptions, '{}') AS toast_options,
       CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
       CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS partition_bound,
       ARRAY(SELECT pn.nspname::text FROM pg_catalog.pg_inherits AS i JOIN pg_catalog.pg_class AS p ON p.oid = i.inhparent
             JOIN pg_catalog.pg_namespace AS pn ON pn.oid = p.relnamespace WHERE i.inhrelid = c.oid ORDER BY i.inhseqno) AS parent_schemas,
       ARRAY(SELECT p.relname::text FROM pg_catalog.pg_inherits AS i JOIN pg_catalog.pg_class AS p ON p.oid = i.inhparent
             WHERE i.inhrelid = c.oid ORDER BY i.inhseqno) AS parent_names,
       -- What other schemas hold of the table is no part of the template.
       ARRAY(SELECT format('%I.%I', hn.nspname, h.relname) FROM pg_catalog.pg_inherits AS i JOIN pg_catalog.pg_class AS h ON h.oid = i.inhrelid
             JOIN pg_catalog.pg_namespace AS hn ON hn.oid = h.relnamespace
             WHERE i.inhparent = c.oid AND hn.nspname <> ALL ($1) ORDER BY 1) AS outside_children,
       c.relrowsecurity AS row_security,
       c.relforcerowsecurity AS force_row_security,
       c.relreplident::text AS replica_identity,
       fs.srvname AS foreign_server,
       COALESCE(ft.ftoptions, '{}') AS foreign_options
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_am AS am ON am.oid = c.relam
LEFT JOIN pg_catalog.pg_tablespace AS ts ON ts.oid = c.reltablespace
LEFT JOIN pg_catalog.pg_class AS toast ON toast.oid = c.reltoastrelid
LEFT JOIN pg_catalog.pg_foreign_table AS ft ON ft.ftrelid = c.oid
LEFT JOIN pg_catalog.pg_foreign_server AS fs ON fs.oid = ft.ftserver
WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'p', 'f')
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY n.nspname, c.relname;
