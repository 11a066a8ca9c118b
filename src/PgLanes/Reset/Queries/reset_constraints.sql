-- reset_constraints: the constraints that rows of the ordinary tables of schemas $1 (text[]) need not satisfy, or satisfy only once other tables are
-- filled, because a function of these schemas may read them; with all such tables for each, parents before children. Dropping one where it was not
-- declared is refused, so it stands for those that inherited it; and declaring it anew leaves behind that some of these are valid, and their comments:
-- afterwards brings both back.
-- Needs an empty search_path.
WITH RECURSIVE inheritance AS (
    SELECT k.oid AS heir, p.oid AS giver
    FROM pg_catalog.pg_constraint AS k
    JOIN pg_catalog.pg_constraint AS p ON p.oid = k.conparentid AND p.conrelid <> k.conrelid
    WHERE k.contype = 'f'
    UNION ALL
    SELECT k.oid, p.oid
    FROM pg_catalog.pg_constraint AS k
    JOIN pg_catalog.pg_inherits AS i ON i.inhrelid = k.conrelid
    JOIN pg_catalog.pg_constraint AS p ON p.conrelid = i.inhparent AND p.contype = k.contype AND NOT p.connoinherit
    LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
    LEFT JOIN pg_catalog.pg_attribute AS b ON b.attrelid = p.conrelid AND b.attnum = p.conkey[1]
    WHERE k.contype IN ('c', 'n') AND k.coninhcount > 0 AND CASE k.contype WHEN 'c' THEN p.conname = k.conname ELSE b.attname = a.attname END
),
-- Each such constraint of each table, and those that it was inherited from.
loose AS (
    SELECT k.conrelid AS table_oid, k.oid, 0 AS distance
    FROM pg_catalog.pg_constraint AS k
    JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid AND c.relkind = 'r'
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname = ANY ($1) AND k.contype IN ('c', 'f', 'n')
      AND (NOT k.convalidated
           OR k.contype = 'c' AND EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                                          JOIN pg_catalog.pg_proc AS p ON p.oid = e.refobjid AND p.provolatile <> 'i'
                                          JOIN pg_catalog.pg_namespace AS m ON m.oid = p.pronamespace AND m.nspname = ANY ($1)
                                          WHERE e.classid = 'pg_catalog.pg_constraint'::regclass AND e.objid = k.oid
                                            AND e.refclassid = 'pg_catalog.pg_proc'::regclass))
    UNION
    SELECT l.table_oid, i.giver, l.distance + 1
    FROM loose AS l
    JOIN inheritance AS i ON i.heir = l.oid
),
declared AS (
    SELECT k.oid, k.conrelid, k.conname, k.contype, array_agg(DISTINCT l.table_oid) AS tables, max(l.distance) AS distance
    FROM loose AS l
    JOIN pg_catalog.pg_constraint AS k ON k.oid = l.oid
    WHERE CASE k.contype WHEN 'f' THEN k.conparentid = 0 ELSE k.conislocal END
    GROUP BY k.oid, k.conrelid, k.conname, k.contype
),
heirs AS (
    SELECT d.oid AS declared, d.oid FROM declared AS d
    UNION
    SELECT h.declared, i.heir
    FROM heirs AS h
    JOIN inheritance AS i ON i.giver = h.oid
)
SELECT d.tables, 'TABLE ' || d.conrelid::regclass AS owner, d.conname AS name, pg_get_constraintdef(d.oid) AS definition, d.contype = 'f' AS is_foreign_key,
       ARRAY(SELECT format('ALTER TABLE %s VALIDATE CONSTRAINT %I', k.conrelid::regclass, k.conname)
             FROM heirs AS h
             JOIN pg_catalog.pg_constraint AS k ON k.oid = h.oid
             WHERE h.declared = d.oid AND k.convalidated AND NOT k.conislocal
             ORDER BY k.oid)
       || ARRAY(SELECT format('COMMENT ON CONSTRAINT %I ON %s IS %L', k.conname, k.conrelid::regclass, s.description)
                FROM heirs AS h
                JOIN pg_catalog.pg_constraint AS k ON k.oid = h.oid
                JOIN pg_catalog.pg_description AS s ON s.objoid = k.oid AND s.classoid = 'pg_catalog.pg_constraint'::regclass
                WHERE h.declared = d.oid
                ORDER BY k.oid) AS afterwards
FROM declared AS d
WHERE pg_get_constraintdef(d.oid) NOT LIKE '% NOT ENFORCED'
ORDER BY d.distance DESC, d.oid;
