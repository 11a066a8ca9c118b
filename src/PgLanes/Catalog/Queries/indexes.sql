-- indexes: the indexes of the tables and materialized views of schemas $1 (text[]), those behind constraints included.
-- Needs search_path = the schemas that are read.
SELECT i.oid, n.nspname AS schema, i.relname AS name, t.relname AS table_name,
       pg_get_indexdef(i.oid) AS definition,
       EXISTS (SELECT FROM pg_catalog.pg_constraint AS k
               WHERE k.conindid = i.oid AND k.conrelid = x.indrelid AND k.contype IN ('p', 'u', 'x')) AS is_constraint,
       (SELECT h.inhparent::regclass::text FROM pg_catalog.pg_inherits AS h WHERE h.inhrelid = i.oid) AS parent,
       COALESCE((SELECT NOT px.indisvalid OR NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS pk
                                                         WHERE pk.conindid = px.indexrelid AND pk.conrelid = px.indrelid AND pk.contype IN ('p', 'u', 'x'))
                 FROM pg_catalog.pg_inherits AS h JOIN pg_catalog.pg_index AS px ON px.indexrelid = h.inhparent
                 WHERE h.inhrelid = i.oid), false) AS is_attached_by_hand,
       x.indisclustered AS is_clustered,
       x.indisreplident AS is_replica_identity,
       x.indisvalid AS is_valid,
       NOT x.indisvalid AND t.relkind <> 'p' AS is_remnant,
       ts.spcname AS tablespace,
       COALESCE(i.reloptions, '{}') AS options,
       ARRAY(SELECT a.attnum || '=' || a.attstattarget FROM pg_catalog.pg_attribute AS a
             WHERE a.attrelid = i.oid AND a.attstattarget >= 0 ORDER BY a.attnum) AS statistics
FROM pg_catalog.pg_index AS x
JOIN pg_catalog.pg_class AS i ON i.oid = x.indexrelid
JOIN pg_catalog.pg_class AS t ON t.oid = x.indrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = i.relnamespace
LEFT JOIN pg_catalog.pg_tablespace AS ts ON ts.oid = i.reltablespace
WHERE n.nspname = ANY ($1) AND t.relkind IN ('r', 'p', 'm')
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = t.oid AND e.deptype = 'e')
ORDER BY n.nspname, t.relname, i.relname;
