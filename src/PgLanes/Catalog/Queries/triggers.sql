-- triggers: the users' triggers of the tables and views of schemas $1 (text[]). Needs search_path = the schemas that are read.
-- A partition's copy of its parent's trigger comes by itself: it is here only where its state is not its parent's, then without
-- a definition, and the deeper partitions after the higher ones. Left out: the copies that belong to foreign keys.
SELECT g.oid, n.nspname AS schema, c.relname AS table_name, g.tgname AS name,
       CASE WHEN g.tgparentid = 0 THEN pg_get_triggerdef(g.oid) END AS definition,
       g.tgenabled::text AS state
FROM pg_catalog.pg_trigger AS g
JOIN pg_catalog.pg_class AS c ON c.oid = g.tgrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_trigger AS parent ON parent.oid = g.tgparentid
LEFT JOIN pg_catalog.pg_constraint AS k ON k.oid = g.tgconstraint
WHERE n.nspname = ANY ($1)
  AND (g.tgparentid = 0 AND NOT g.tgisinternal OR parent.tgenabled <> g.tgenabled AND COALESCE(k.contype, 't') = 't')
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY CASE WHEN g.tgparentid = 0 THEN 0 ELSE (SELECT count(*) FROM pg_partition_ancestors(g.tgrelid)) END,
         n.nspname, c.relname, g.tgname;
