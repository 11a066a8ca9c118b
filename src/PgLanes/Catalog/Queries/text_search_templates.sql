-- text_search_templates: the text search templates of schemas $1 (text[]) that no extension made. Names of functions are qualified.
SELECT o.oid, n.nspname AS schema, o.tmplname AS name,
       (SELECT f.pronamespace::regnamespace || '.' || quote_ident(f.proname) FROM pg_catalog.pg_proc AS f WHERE f.oid = o.tmplinit) AS initialize_function,
       (SELECT f.pronamespace::regnamespace || '.' || quote_ident(f.proname) FROM pg_catalog.pg_proc AS f WHERE f.oid = o.tmpllexize) AS lexize_function
FROM pg_catalog.pg_ts_template AS o
JOIN pg_catalog.pg_namespace AS n ON n.oid = o.tmplnamespace
WHERE n.nspname = ANY ($1)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_ts_template'::regclass AND e.objid = o.oid AND e.deptype = 'e')
ORDER BY n.nspname, o.tmplname;
