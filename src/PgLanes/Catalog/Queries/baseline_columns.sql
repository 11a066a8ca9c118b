-- baseline_columns: the columns to store of each table of schemas $1 (text[]) that has a page on disk, generated ones left out; one row without a column
-- for a table that has none.
-- Needs search_path = '' so that types print qualified. Of each: whether its values hold names (regclass …), themselves or in some part;
-- and its type, where it is one of the schemas' own or holds names, and where rows are therefore stored in another form: a lane has types
-- of its own, and its names lie elsewhere. Of the table, whether a domain in the values of any column has a check that calls a function of the schemas which is
-- not immutable, and so may read other tables.
WITH RECURSIVE item AS MATERIALIZED (
    SELECT c.oid AS table_oid, n.nspname, c.relname, a.attname, a.attnum, a.atttypid, a.atttypmod
    FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    WHERE n.nspname = ANY ($1) AND c.relkind = 'r' AND pg_relation_size(c.oid) > 0
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                      WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
), held AS (
    SELECT DISTINCT a.attrelid AS table_oid, a.atttypid
    FROM pg_catalog.pg_attribute AS a
    WHERE a.attrelid IN (SELECT i.table_oid FROM item AS i) AND a.attnum > 0 AND NOT a.attisdropped
), part AS (
    SELECT DISTINCT h.atttypid AS whole, h.atttypid AS type, false AS is_in_range FROM held AS h
    UNION
    SELECT p.whole, step.type, p.is_in_range OR step.is_in_range
    FROM part AS p
    JOIN pg_catalog.pg_type AS t ON t.oid = p.type
    CROSS JOIN LATERAL (
        SELECT t.typbasetype AS type, false AS is_in_range WHERE t.typtype = 'd'
        UNION ALL
        SELECT r.rngsubtype, true FROM pg_catalog.pg_range AS r WHERE t.oid IN (r.rngtypid, r.rngmultitypid)
        UNION ALL
        SELECT t.typelem, false WHERE t.typcategory = 'A' AND t.typlen = -1
        UNION ALL
        SELECT a.atttypid, false FROM pg_catalog.pg_attribute AS a
        WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) AS step
), naming AS (
    SELECT DISTINCT p.whole
    FROM part AS p JOIN pg_catalog.pg_type AS t ON t.oid = p.type
    WHERE NOT p.is_in_range AND t.typnamespace = 'pg_catalog'::regnamespace AND t.typname ~ '^reg' AND t.typname <> 'regrole'
), waiting AS (
    SELECT DISTINCT h.table_oid
    FROM held AS h
    JOIN part AS p ON p.whole = h.atttypid
    JOIN pg_catalog.pg_constraint AS k ON k.contypid = p.type
    JOIN pg_catalog.pg_depend AS d ON d.classid = 'pg_catalog.pg_constraint'::regclass AND d.objid = k.oid AND d.refclassid = 'pg_catalog.pg_proc'::regclass
    JOIN pg_catalog.pg_proc AS f ON f.oid = d.refobjid AND f.provolatile <> 'i'
    JOIN pg_catalog.pg_namespace AS n ON n.oid = f.pronamespace AND n.nspname = ANY ($1)
)
SELECT i.nspname AS schema, i.relname AS table_name, i.attname AS name,
       g.whole IS NOT NULL AS has_names, w.table_oid IS NOT NULL AS is_waiting,
       CASE WHEN g.whole IS NOT NULL
              OR (COALESCE(element.typnamespace, t.typnamespace) = ANY (ARRAY(SELECT s.oid FROM pg_catalog.pg_namespace AS s WHERE s.nspname = ANY ($1)))
                  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                                  WHERE e.classid = 'pg_catalog.pg_type'::regclass AND e.objid = COALESCE(element.oid, t.oid) AND e.deptype = 'e'))
            THEN format_type(i.atttypid, i.atttypmod) END AS cast_type
FROM item AS i
LEFT JOIN pg_catalog.pg_type AS t ON t.oid = i.atttypid
LEFT JOIN pg_catalog.pg_type AS element ON element.oid = t.typelem AND t.typlen = -1 AND t.typcategory = 'A'
LEFT JOIN naming AS g ON g.whole = i.atttypid
LEFT JOIN waiting AS w ON w.table_oid = i.table_oid
ORDER BY i.nspname, i.relname, i.attnum;
