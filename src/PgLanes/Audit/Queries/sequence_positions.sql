-- sequence_positions: where the sequences of schemas $1 (text[]) stand, null before the first value or without the right to know, and the
-- table that owns each. At most $2 (integer) of them after the first $3 (integer): each is locked until the statement ends.
SELECT n.nspname::text AS schema, c.relname::text AS name, os.nspname::text AS owner_schema, o.relname::text AS owner_name,
       CASE WHEN has_sequence_privilege(c.oid, 'SELECT, USAGE') THEN pg_sequence_last_value(c.oid::regclass) END AS position
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_depend AS d ON d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
     AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjsubid > 0
LEFT JOIN pg_catalog.pg_class AS o ON o.oid = d.refobjid
LEFT JOIN pg_catalog.pg_namespace AS os ON os.oid = o.relnamespace
WHERE n.nspname = ANY ($1) AND c.relkind = 'S'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY n.nspname, c.relname
LIMIT $2 OFFSET $3;
