-- functions: the functions, window functions and procedures of schemas $1 (text[]) that neither an extension nor a type made.
-- Needs search_path = the schemas that are read.
SELECT p.oid, n.nspname AS schema, p.proname AS name,
       oidvectortypes(p.proargtypes) AS arguments,
       p.prokind = 'p' AS is_procedure,
       l.lanname AS language,
       pg_get_functiondef(p.oid) AS definition
FROM pg_catalog.pg_proc AS p
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
WHERE n.nspname = ANY ($1) AND p.prokind <> 'a'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_proc'::regclass AND e.objid = p.oid AND e.deptype IN ('e', 'i'))
ORDER BY n.nspname, p.proname, 4;
