-- drop_plan: the relations of schema $1 (text) that are dropped for themselves, and how many locks dropping each keeps, at most:
-- one for the relation, its indexes, its toast table, row types, sequences, constraints, defaults, triggers and rules each.
-- What hangs on them is counted for all at once: no index leads from a table to the foreign keys that refer to it.
WITH relation AS MATERIALIZED (
    SELECT c.oid, c.relkind, c.relname
    FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
), held AS MATERIALIZED (
    SELECT part.oid, sum(part.locks) AS locks
    FROM (SELECT x.indrelid AS oid, 2 AS locks FROM pg_catalog.pg_index AS x
          UNION ALL SELECT k.conrelid, 2 FROM pg_catalog.pg_constraint AS k
          UNION ALL SELECT k.confrelid, 2 FROM pg_catalog.pg_constraint AS k WHERE k.confrelid <> k.conrelid
          UNION ALL SELECT d.adrelid, 1 FROM pg_catalog.pg_attrdef AS d
          UNION ALL SELECT g.tgrelid, 2 FROM pg_catalog.pg_trigger AS g
          UNION ALL SELECT i.inhparent, 3 FROM pg_catalog.pg_inherits AS i
          UNION ALL SELECT r.ev_class, 1 FROM pg_catalog.pg_rewrite AS r) AS part
    GROUP BY part.oid
)
SELECT CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'f' THEN 'FOREIGN TABLE' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind,
       c.relname AS name,
       (6 + COALESCE(h.locks, 0))::integer AS locks
FROM relation AS c
LEFT JOIN held AS h ON h.oid = c.oid
ORDER BY c.relkind = 'S', c.oid DESC;
