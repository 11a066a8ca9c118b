-- collations: the collations of schemas $1 (text[]) that no extension made.
-- The locale's column has another name in 14, in 15 and from 17 on; the rules came in 16: read through JSON, none of them is required.
SELECT c.oid, n.nspname AS schema, c.collname AS name,
       c.collprovider::text AS provider, c.collisdeterministic AS is_deterministic,
       CASE WHEN c.collprovider = 'c' THEN c.collcollate END AS lc_collate,
       CASE WHEN c.collprovider = 'c' THEN c.collctype END AS lc_ctype,
       CASE WHEN c.collprovider <> 'c'
            THEN COALESCE(to_jsonb(c) ->> 'colllocale', to_jsonb(c) ->> 'colliculocale', to_jsonb(c) ->> 'collcollate') END AS locale,
       to_jsonb(c) ->> 'collicurules' AS rules
FROM pg_catalog.pg_collation AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.collnamespace
WHERE n.nspname = ANY ($1)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_collation'::regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY n.nspname, c.collname;
