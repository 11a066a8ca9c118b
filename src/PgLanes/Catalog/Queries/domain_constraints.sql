-- domain_constraints: the constraints of the domains of schemas $1 (text[]) that no extension made.
-- Needs search_path = the schemas that are read.
SELECT k.oid, n.nspname AS schema, k.conname AS name, t.typname AS domain_name, t.oid AS domain_oid,
       k.contype::text AS kind,
       pg_get_constraintdef(k.oid) AS definition,
       k.convalidated AS is_validated
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_type AS t ON t.oid = k.contypid
JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
WHERE n.nspname = ANY ($1)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
ORDER BY n.nspname, t.typname, k.conname;
