-- reset_guards: users' triggers and rules that would interfere with deleting from the tables of schemas $1 (text[]), updating, truncating or
-- filling them, with the tables that feel it. An ON DELETE SET of a foreign key runs an UPDATE, so where there is one, triggers and rules of such a
-- statement count as those of a delete. What a foreign key does to a partitioned table, it does by a statement on the whole; its row triggers
-- are those of the partitions. state: O in ordinary sessions, R in replicas, A in both.
-- Needs an empty search_path.
WITH relations AS (
    SELECT c.oid, c.oid::regclass::text AS owner, c.relkind = 'r' AS is_place,
           CASE c.relkind WHEN 'r' THEN ARRAY[c.oid] ELSE ARRAY(SELECT t.relid::oid FROM pg_partition_tree(c.oid) AS t WHERE t.isleaf) END AS tables,
           EXISTS (SELECT FROM pg_catalog.pg_constraint AS f
                   WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confdeltype IN ('n', 'd')) AS is_updated_on_delete
    FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'p') AND (c.relhastriggers OR c.relhasrules)
)
SELECT c.tables, c.owner, 'TRIGGER' AS kind, g.tgname AS name, g.tgenabled::text AS state,
       g.tgtype & 8 <> 0 OR g.tgtype & 17 = 16 AND c.is_updated_on_delete AS on_delete,
       g.tgtype & 16 <> 0 AND c.is_place AS on_update, g.tgtype & 36 <> 0 AND c.is_place AS on_fill
FROM pg_catalog.pg_trigger AS g
JOIN relations AS c ON c.oid = g.tgrelid
LEFT JOIN pg_catalog.pg_constraint AS k ON k.oid = g.tgconstraint
WHERE g.tgenabled <> 'D' AND (NOT g.tgisinternal OR g.tgparentid <> 0) AND COALESCE(k.contype, 't') = 't'
  AND (c.is_place OR g.tgtype & 1 = 0 AND g.tgtype & 24 <> 0)
UNION ALL
SELECT c.tables, c.owner, 'RULE', r.rulename, r.ev_enabled::text,
       r.ev_type = '4' OR r.ev_type = '2' AND c.is_updated_on_delete, r.ev_type = '2' AND c.is_place, r.ev_type = '3' AND c.is_place
FROM pg_catalog.pg_rewrite AS r
JOIN relations AS c ON c.oid = r.ev_class
WHERE r.ev_enabled <> 'D' AND (r.ev_type IN ('2', '4') OR r.ev_type = '3' AND c.is_place)
ORDER BY owner, kind, name;
