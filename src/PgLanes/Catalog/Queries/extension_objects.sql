-- extension_objects: what extensions put into schemas $1 (text[]): relations, types and routines.
SELECT n.nspname AS schema, m.name
FROM (SELECT c.relnamespace AS namespace, c.relname AS name, e.classid, e.deptype
      FROM pg_catalog.pg_depend AS e JOIN pg_catalog.pg_class AS c ON c.oid = e.objid
      WHERE e.deptype = 'e' AND e.classid = 'pg_catalog.pg_class'::regclass
      UNION ALL
      SELECT t.typnamespace, t.typname, e.classid, e.deptype
      FROM pg_catalog.pg_depend AS e JOIN pg_catalog.pg_type AS t ON t.oid = e.objid
      WHERE e.deptype = 'e' AND e.classid = 'pg_catalog.pg_type'::regclass
      UNION ALL
      SELECT p.pronamespace, p.proname, e.classid, e.deptype
      FROM pg_catalog.pg_depend AS e JOIN pg_catalog.pg_proc AS p ON p.oid = e.objid
      WHERE e.deptype = 'e' AND e.classid = 'pg_catalog.pg_proc'::regclass) AS m
JOIN pg_catalog.pg_namespace AS n ON n.oid = m.namespace
WHERE n.nspname = ANY ($1)
ORDER BY n.nspname, m.name;
