-- sequences: the sequences of schemas $1 (text[]) that no extension made, with the column that owns each.
SELECT c.oid, n.nspname AS schema, c.relname AS name,
       format_type(s.seqtypid, NULL) AS type,
       s.seqstart AS start, s.seqincrement AS increment, s.seqmin AS minimum, s.seqmax AS maximum, s.seqcache AS cache,
       s.seqcycle AS cycles,
       c.relpersistence = 'u' AS is_unlogged,
       -- Before version 15 no sequence is unlogged, whatever its table is.
       COALESCE(d.deptype = 'i' AND c.relpersistence <> owner_table.relpersistence
                AND current_setting('server_version_num')::integer >= 150000, false) AS has_own_persistence,
       owner_schema.nspname AS owner_schema, owner_table.relname AS owner_table, owner_column.attname AS owner_column,
       COALESCE(d.deptype = 'i', false) AS is_identity
FROM pg_catalog.pg_sequence AS s
JOIN pg_catalog.pg_class AS c ON c.oid = s.seqrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_depend AS d ON d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0
     AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
LEFT JOIN pg_catalog.pg_class AS owner_table ON owner_table.oid = d.refobjid
LEFT JOIN pg_catalog.pg_namespace AS owner_schema ON owner_schema.oid = owner_table.relnamespace
LEFT JOIN pg_catalog.pg_attribute AS owner_column ON owner_column.attrelid = d.refobjid AND owner_column.attnum = d.refobjsubid
WHERE n.nspname = ANY ($1)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY n.nspname, c.relname;
