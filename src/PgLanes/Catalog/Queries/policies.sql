-- policies: the row-level security policies of the tables of schemas $1 (text[]). Needs search_path = the schemas that are read.
SELECT y.oid, n.nspname AS schema, c.relname AS table_name, y.polname AS name,
       CASE y.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END AS command,
       y.polpermissive AS is_permissive,
       ARRAY(SELECT r.rolname::text FROM pg_catalog.pg_roles AS r WHERE r.oid = ANY (y.polroles) ORDER BY r.rolname) AS roles,
       pg_get_expr(y.polqual, y.polrelid) AS using_expression,
       pg_get_expr(y.polwithcheck, y.polrelid) AS check_expression
FROM pg_catalog.pg_policy AS y
JOIN pg_catalog.pg_class AS c ON c.oid = y.polrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = ANY ($1)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY n.nspname, c.relname, y.polname;
