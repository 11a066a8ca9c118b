-- drop_plan: the relations of schema $1 (text) that are dropped for themselves, and how many locks dropping each keeps, at most:
-- one for the relation, its indexes, its toast table, row types, sequences, constraints, defaults, triggers and rules each.
SELECT CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'f' THEN 'FOREIGN TABLE' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind,
       c.relname AS name,
       (6 + 2 * (SELECT count(*) FROM pg_catalog.pg_index AS x WHERE x.indrelid = c.oid)
          + 2 * (SELECT count(*) FROM pg_catalog.pg_constraint AS k WHERE k.conrelid = c.oid OR k.confrelid = c.oid)
          + (SELECT count(*) FROM pg_catalog.pg_attrdef AS d WHERE d.adrelid = c.oid)
          + 2 * (SELECT count(*) FROM pg_catalog.pg_trigger AS g WHERE g.tgrelid = c.oid)
          + 3 * (SELECT count(*) FROM pg_catalog.pg_inherits AS i WHERE i.inhparent = c.oid)
          + (SELECT count(*) FROM pg_catalog.pg_rewrite AS r WHERE r.ev_class = c.oid))::integer AS locks
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
ORDER BY c.relkind = 'S', c.oid DESC;
