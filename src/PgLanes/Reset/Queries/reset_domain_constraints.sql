-- reset_domain_constraints: the constraints of the domains of schemas $1 (text[]) that values need not satisfy, with the ordinary tables there
-- that may hold such values, also inside of arrays, composites and ranges.
-- Needs an empty search_path.
WITH RECURSIVE holders AS (
    SELECT k.oid AS constraint_oid, k.contypid AS type_oid
    FROM pg_catalog.pg_constraint AS k
    JOIN pg_catalog.pg_type AS t ON t.oid = k.contypid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
    WHERE n.nspname = ANY ($1) AND NOT k.convalidated
    UNION
    SELECT h.constraint_oid, t.oid
    FROM holders AS h
    JOIN pg_catalog.pg_type AS t ON h.type_oid IN (t.typbasetype, t.typelem)
        OR EXISTS (SELECT FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = t.typrelid AND a.atttypid = h.type_oid AND NOT a.attisdropped)
        OR EXISTS (SELECT FROM pg_catalog.pg_range AS r WHERE r.rngsubtype = h.type_oid AND t.oid IN (r.rngtypid, r.rngmultitypid))
)
SELECT ARRAY(SELECT DISTINCT a.attrelid
             FROM holders AS h
             JOIN pg_catalog.pg_attribute AS a ON a.atttypid = h.type_oid AND NOT a.attisdropped
             JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid AND c.relkind = 'r'
             JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
             WHERE h.constraint_oid = k.oid AND n.nspname = ANY ($1)) AS tables,
       'DOMAIN ' || k.contypid::regtype AS owner, k.conname AS name, pg_get_constraintdef(k.oid) AS definition, false AS is_foreign_key,
       ARRAY(SELECT format('COMMENT ON CONSTRAINT %I ON DOMAIN %s IS %L', k.conname, k.contypid::regtype, s.description)
             FROM pg_catalog.pg_description AS s
             WHERE s.objoid = k.oid AND s.classoid = 'pg_catalog.pg_constraint'::regclass) AS afterwards
FROM pg_catalog.pg_constraint AS k
WHERE k.oid IN (SELECT constraint_oid FROM holders)
ORDER BY k.oid;
