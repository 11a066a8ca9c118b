-- columns: the columns of the tables and views of schemas $1 (text[]), and the attributes of their composite types, that no extension made.
-- Needs search_path = the schemas that are read. pg_attver is a mark of Debian's server, not the user's.
SELECT a.attrelid AS oid, n.nspname AS schema, c.relname AS table_name, a.attname AS name,
       (row_number() OVER (PARTITION BY a.attrelid ORDER BY a.attnum))::integer AS position,
       format_type(a.atttypid, a.atttypmod) AS type,
       CASE WHEN a.attcollation <> 0 AND a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END AS collation,
       a.attnotnull AS not_null,
       pg_get_expr(d.adbin, d.adrelid) AS default_expression,
       COALESCE(d.oid, 0) AS default_oid,
       NULLIF(a.attgenerated, '')::text AS generated,
       NULLIF(a.attidentity, '')::text AS identity,
       CASE WHEN a.attstorage <> t.typstorage
            THEN CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'x' THEN 'EXTENDED' WHEN 'm' THEN 'MAIN' END
       END AS storage,
       CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
       CASE WHEN a.attstattarget >= 0 THEN a.attstattarget::integer END AS statistics,
       ARRAY(SELECT o FROM unnest(a.attoptions) AS o WHERE o !~ '^pg_attver=' ORDER BY o) AS options,
       COALESCE(a.attfdwoptions, '{}') AS foreign_options,
       a.attislocal AS is_local,
       a.attinhcount > 0 AS is_inherited
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c') AND a.attnum > 0 AND NOT a.attisdropped
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.deptype = 'e' AND (e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid
                                             OR e.classid = 'pg_catalog.pg_type'::regclass AND e.objid = c.reltype))
ORDER BY n.nspname, c.relname, a.attnum;
