-- baseline_columns: the columns to store of each table of schemas $1 (text[]) that has a page on disk, generated ones left out.
-- Needs search_path = '' so that types print qualified. A type of the schemas themselves, or one whose values are names
-- (regclass …), is stored as text: a lane has types of its own, and its names lie elsewhere.
SELECT n.nspname AS schema, c.relname AS table_name, a.attname AS name,
       CASE WHEN t.typcategory = 'N' AND t.typname LIKE 'reg%' AND t.typnamespace = 'pg_catalog'::regnamespace
              OR element.typname LIKE 'reg%' AND element.typcategory = 'N' AND element.typnamespace = 'pg_catalog'::regnamespace
              OR (COALESCE(element.typnamespace, t.typnamespace) = ANY (ARRAY(SELECT s.oid FROM pg_catalog.pg_namespace AS s WHERE s.nspname = ANY ($1)))
                  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                                  WHERE e.classid = 'pg_catalog.pg_type'::regclass AND e.objid = COALESCE(element.oid, t.oid) AND e.deptype = 'e'))
            THEN format_type(a.atttypid, a.atttypmod) END AS cast_type
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_type AS element ON element.oid = t.typelem AND t.typlen = -1 AND t.typcategory = 'A'
WHERE n.nspname = ANY ($1) AND c.relkind = 'r' AND pg_relation_size(c.oid) > 0
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY n.nspname, c.relname, a.attnum;
