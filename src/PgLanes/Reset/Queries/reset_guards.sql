-- reset_guards: what would interfere with deleting from the ordinary tables of schemas $1 (text[]), updating, truncating or filling them:
-- users' triggers, rules, and constraints that the rows there need not satisfy. An ON DELETE SET of a foreign key runs an UPDATE, so
-- where there is one, triggers of such a statement count as those of a delete; and a foreign key that rows break refers nowhere, until a
-- parent is there that is deleted. state: O in ordinary sessions, R in replicas, A in both.
SELECT g.tgrelid AS table_oid, 'TRIGGER' AS kind, g.tgname AS name, g.tgenabled::text AS state,
       g.tgtype & 8 <> 0 OR g.tgtype & 17 = 16 AND EXISTS (SELECT FROM pg_catalog.pg_constraint AS f
                                                           WHERE f.conrelid = g.tgrelid AND f.contype = 'f' AND f.confdeltype IN ('n', 'd')) AS on_delete,
       g.tgtype & 16 <> 0 AS on_update, g.tgtype & 36 <> 0 AS on_fill, NULL::text AS definition
FROM pg_catalog.pg_trigger AS g
JOIN pg_catalog.pg_class AS c ON c.oid = g.tgrelid AND c.relkind = 'r'
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_constraint AS k ON k.oid = g.tgconstraint
WHERE n.nspname = ANY ($1) AND g.tgenabled <> 'D'
  AND (NOT g.tgisinternal OR g.tgparentid <> 0) AND COALESCE(k.contype, 't') = 't'
UNION ALL
SELECT r.ev_class, 'RULE', r.rulename, r.ev_enabled::text, r.ev_type = '4', r.ev_type = '2', r.ev_type = '3', NULL
FROM pg_catalog.pg_rewrite AS r
JOIN pg_catalog.pg_class AS c ON c.oid = r.ev_class AND c.relkind = 'r'
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = ANY ($1) AND r.ev_enabled <> 'D' AND r.ev_type IN ('2', '3', '4')
UNION ALL
SELECT k.conrelid, 'CONSTRAINT', k.conname, CASE k.contype WHEN 'f' THEN 'O' ELSE 'A' END, k.contype = 'f', true, true, pg_get_constraintdef(k.oid)
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid AND c.relkind = 'r'
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = ANY ($1) AND k.contype IN ('c', 'f') AND NOT k.convalidated AND k.conparentid = 0
  AND k.conislocal AND k.coninhcount = 0 AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits AS i WHERE i.inhparent = k.conrelid)
ORDER BY table_oid, kind, name;
