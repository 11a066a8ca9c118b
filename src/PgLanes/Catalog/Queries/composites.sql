-- composites: the free-standing composite types of schemas $1 (text[]) that no extension made. columns.sql reads their attributes.
SELECT c.oid, n.nspname AS schema, c.relname AS name
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = ANY ($1) AND c.relkind = 'c'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.deptype = 'e' AND (e.classid = 'pg_catalog.pg_type'::regclass AND e.objid = c.reltype
                                             OR e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid))
ORDER BY n.nspname, c.relname;
