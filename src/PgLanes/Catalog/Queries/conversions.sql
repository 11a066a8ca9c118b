-- conversions: the encoding conversions of schemas $1 (text[]) that no extension made. Names of functions are qualified.
SELECT c.oid, n.nspname AS schema, c.conname AS name,
       pg_encoding_to_char(c.conforencoding) AS source, pg_encoding_to_char(c.contoencoding) AS target,
       (SELECT f.pronamespace::regnamespace || '.' || quote_ident(f.proname) FROM pg_catalog.pg_proc AS f WHERE f.oid = c.conproc) AS function,
       c.condefault AS is_default
FROM pg_catalog.pg_conversion AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.connamespace
WHERE n.nspname = ANY ($1)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_conversion'::regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY n.nspname, c.conname;
