-- text_search_dictionaries: the text search dictionaries of schemas $1 (text[]) that no extension made. Names of templates are qualified.
SELECT d.oid, n.nspname AS schema, d.dictname AS name,
       (SELECT t.tmplnamespace::regnamespace || '.' || quote_ident(t.tmplname)
        FROM pg_catalog.pg_ts_template AS t WHERE t.oid = d.dicttemplate) AS template,
       d.dictinitoption AS options
FROM pg_catalog.pg_ts_dict AS d
JOIN pg_catalog.pg_namespace AS n ON n.oid = d.dictnamespace
WHERE n.nspname = ANY ($1)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_ts_dict'::regclass AND e.objid = d.oid AND e.deptype = 'e')
ORDER BY n.nspname, d.dictname;
