-- text_search_parsers: the text search parsers of schemas $1 (text[]) that no extension made. Names of functions are qualified.
SELECT o.oid, n.nspname AS schema, o.prsname AS name,
       (SELECT f.pronamespace::regnamespace || '.' || quote_ident(f.proname) FROM pg_catalog.pg_proc AS f WHERE f.oid = o.prsstart) AS start_function,
       (SELECT f.pronamespace::regnamespace || '.' || quote_ident(f.proname) FROM pg_catalog.pg_proc AS f WHERE f.oid = o.prstoken) AS next_token_function,
       (SELECT f.pronamespace::regnamespace || '.' || quote_ident(f.proname) FROM pg_catalog.pg_proc AS f WHERE f.oid = o.prsend) AS end_function,
       (SELECT f.pronamespace::regnamespace || '.' || quote_ident(f.proname) FROM pg_catalog.pg_proc AS f WHERE f.oid = o.prsheadline) AS headline_function,
       (SELECT f.pronamespace::regnamespace || '.' || quote_ident(f.proname) FROM pg_catalog.pg_proc AS f WHERE f.oid = o.prslextype) AS token_types_function
FROM pg_catalog.pg_ts_parser AS o
JOIN pg_catalog.pg_namespace AS n ON n.oid = o.prsnamespace
WHERE n.nspname = ANY ($1)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_ts_parser'::regclass AND e.objid = o.oid AND e.deptype = 'e')
ORDER BY n.nspname, o.prsname;
