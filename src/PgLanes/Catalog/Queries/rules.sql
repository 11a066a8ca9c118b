-- rules: the rules of the tables and views of schemas $1 (text[]), but not those that make a view. Needs search_path = the schemas that are read.
SELECT r.oid, n.nspname AS schema, c.relname AS table_name, r.rulename AS name,
       pg_get_ruledef(r.oid) AS definition,
       r.ev_enabled::text AS state
FROM pg_catalog.pg_rewrite AS r
JOIN pg_catalog.pg_class AS c ON c.oid = r.ev_class
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = ANY ($1) AND r.rulename <> '_RETURN'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY n.nspname, c.relname, r.rulename;
