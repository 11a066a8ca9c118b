-- constraints: the primary, unique, check, exclusion, foreign key and not-null constraints of the tables of schemas $1 (text[]).
-- Needs search_path = the schemas that are read. Left out: what PostgreSQL adds by itself for each partition that a foreign key points to.
SELECT k.oid, n.nspname AS schema, c.relname AS table_name, k.conname AS name,
       k.contype::text AS kind,
       pg_get_constraintdef(k.oid) AS definition,
       CASE WHEN k.contype = 'n' THEN a.attname END AS column_name,
       -- A partition's inherited one is the partition's own only where its root got it later, which makes no difference.
       k.conislocal AND NOT (k.contype = 'n' AND k.convalidated AND c.relispartition AND k.coninhcount > 0) AS is_local,
       k.coninhcount > 0 AS is_inherited,
       parent.conname AS parent_name,
       k.contype = 'f' AND EXISTS (SELECT FROM pg_catalog.pg_trigger AS g
                                   WHERE g.tgconstraint = k.oid AND g.tgisinternal AND g.tgenabled <> 'O') AS is_disabled
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_constraint AS parent ON parent.oid = k.conparentid
LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
WHERE n.nspname = ANY ($1) AND k.contype IN ('p', 'u', 'c', 'x', 'f', 'n')
  AND (parent.oid IS NULL OR parent.conrelid <> k.conrelid)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY n.nspname, c.relname, k.conname;
