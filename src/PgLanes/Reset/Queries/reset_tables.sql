-- reset_tables: the ordinary tables and materialized views of schemas $1 (text[]), and of a view, which others its query reads.
-- A table whose rows policies or a lack of rights hide from the role that resets is marked so. nameless: the table itself and those that a foreign key of theirs
-- deletes from or updates with it, as far as their rows have no identity: while a publication has one of them, the server refuses that.
WITH nameless AS MATERIALIZED (
    SELECT c.oid
    FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname = ANY ($1) AND c.relkind = 'r' AND c.relpersistence = 'p' AND c.relreplident <> 'f'
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_index AS x
                      WHERE x.indrelid = c.oid AND x.indisvalid AND x.indimmediate
                        AND CASE c.relreplident WHEN 'd' THEN x.indisprimary WHEN 'i' THEN x.indisreplident END)
)
SELECT c.oid, n.nspname AS schema, c.relname AS name, c.relkind::text AS kind, pg_relation_size(c.oid) AS bytes,
       c.relispopulated AS is_populated,
       c.relkind = 'm' AND EXISTS (SELECT FROM pg_catalog.pg_index AS x WHERE x.indrelid = c.oid AND x.indisunique AND x.indisvalid) AS is_refreshed_in_place,
       NOT has_table_privilege(c.oid, 'SELECT') OR c.relrowsecurity AND NOT (SELECT r.rolsuper OR r.rolbypassrls FROM pg_catalog.pg_roles AS r WHERE r.rolname = current_user)
           AND (c.relforcerowsecurity OR NOT pg_has_role(c.relowner, 'USAGE')) AS is_hidden,
       ARRAY(SELECT t.oid FROM nameless AS t WHERE t.oid = c.oid
             UNION
             SELECT k.conrelid FROM pg_catalog.pg_constraint AS k JOIN nameless AS t ON t.oid = k.conrelid
             WHERE k.confrelid = c.oid AND k.contype = 'f' AND k.confdeltype IN ('c', 'n', 'd')) AS nameless
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'm')
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY n.nspname, c.relname;
