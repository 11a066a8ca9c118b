-- dependencies: for each object of schemas $1 (text[]), the others of them that it cannot exist without.
-- A rule of a view, a row type, an array type and a range's constructors stand for the relation or type that they belong to.
-- A member of an operator class or family stands for the class, or else the family.
-- Left out: a sequence's dependency on the column that owns it, which is declared after both exist.
-- Of each also whether it is part of how the object looks from outside: the types of a routine's arguments, of a relation's columns.
WITH node AS (
    SELECT 'pg_catalog.pg_class'::regclass::oid AS classid, c.oid AS objid, 'pg_catalog.pg_class'::regclass::oid AS own_class, c.oid AS own_oid
    FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname = ANY ($1)
    UNION ALL
    SELECT 'pg_catalog.pg_type'::regclass, t.oid,
           CASE WHEN COALESCE(e.typrelid, t.typrelid) <> 0 THEN 'pg_catalog.pg_class'::regclass ELSE 'pg_catalog.pg_type'::regclass END,
           CASE WHEN COALESCE(e.typrelid, t.typrelid) <> 0 THEN COALESCE(e.typrelid, t.typrelid)
                ELSE COALESCE(m.rngtypid, em.rngtypid, e.oid, t.oid) END
    FROM pg_catalog.pg_type AS t
    JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
    LEFT JOIN pg_catalog.pg_type AS e ON e.typarray = t.oid
    LEFT JOIN pg_catalog.pg_range AS m ON m.rngmultitypid = t.oid
    LEFT JOIN pg_catalog.pg_range AS em ON em.rngmultitypid = e.oid
    WHERE n.nspname = ANY ($1)
    UNION ALL
    SELECT 'pg_catalog.pg_proc'::regclass, p.oid,
           CASE WHEN own.oid IS NULL THEN 'pg_catalog.pg_proc'::regclass ELSE 'pg_catalog.pg_type'::regclass END,
           COALESCE(own.oid, p.oid)
    FROM pg_catalog.pg_proc AS p
    JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
    LEFT JOIN pg_catalog.pg_depend AS i ON i.classid = 'pg_catalog.pg_proc'::regclass AND i.objid = p.oid AND i.deptype = 'i'
         AND i.refclassid = 'pg_catalog.pg_type'::regclass
    LEFT JOIN pg_catalog.pg_range AS m ON m.rngmultitypid = i.refobjid
    LEFT JOIN pg_catalog.pg_type AS own ON own.oid = COALESCE(m.rngtypid, i.refobjid)
    WHERE n.nspname = ANY ($1)
    UNION ALL
    SELECT 'pg_catalog.pg_operator'::regclass, o.oid, 'pg_catalog.pg_operator'::regclass, o.oid
    FROM pg_catalog.pg_operator AS o JOIN pg_catalog.pg_namespace AS n ON n.oid = o.oprnamespace
    WHERE n.nspname = ANY ($1)
    UNION ALL
    SELECT 'pg_catalog.pg_opclass'::regclass, o.oid, 'pg_catalog.pg_opclass'::regclass, o.oid
    FROM pg_catalog.pg_opclass AS o JOIN pg_catalog.pg_namespace AS n ON n.oid = o.opcnamespace
    WHERE n.nspname = ANY ($1)
    UNION ALL
    SELECT 'pg_catalog.pg_opfamily'::regclass, o.oid, 'pg_catalog.pg_opfamily'::regclass, o.oid
    FROM pg_catalog.pg_opfamily AS o JOIN pg_catalog.pg_namespace AS n ON n.oid = o.opfnamespace
    WHERE n.nspname = ANY ($1)
    UNION ALL
    SELECT 'pg_catalog.pg_amop'::regclass, a.oid, COALESCE(d.refclassid, 'pg_catalog.pg_opfamily'::regclass), COALESCE(d.refobjid, a.amopfamily)
    FROM pg_catalog.pg_amop AS a
    LEFT JOIN pg_catalog.pg_depend AS d ON d.classid = 'pg_catalog.pg_amop'::regclass AND d.objid = a.oid
         AND d.refclassid = 'pg_catalog.pg_opclass'::regclass
    UNION ALL
    SELECT 'pg_catalog.pg_amproc'::regclass, a.oid, COALESCE(d.refclassid, 'pg_catalog.pg_opfamily'::regclass), COALESCE(d.refobjid, a.amprocfamily)
    FROM pg_catalog.pg_amproc AS a
    LEFT JOIN pg_catalog.pg_depend AS d ON d.classid = 'pg_catalog.pg_amproc'::regclass AND d.objid = a.oid
         AND d.refclassid = 'pg_catalog.pg_opclass'::regclass
    UNION ALL
    SELECT 'pg_catalog.pg_cast'::regclass, k.oid, 'pg_catalog.pg_cast'::regclass, k.oid
    FROM pg_catalog.pg_cast AS k
    UNION ALL
    SELECT 'pg_catalog.pg_conversion'::regclass, o.oid, 'pg_catalog.pg_conversion'::regclass, o.oid
    FROM pg_catalog.pg_conversion AS o JOIN pg_catalog.pg_namespace AS n ON n.oid = o.connamespace
    WHERE n.nspname = ANY ($1)
    UNION ALL
    SELECT 'pg_catalog.pg_collation'::regclass, o.oid, 'pg_catalog.pg_collation'::regclass, o.oid
    FROM pg_catalog.pg_collation AS o JOIN pg_catalog.pg_namespace AS n ON n.oid = o.collnamespace
    WHERE n.nspname = ANY ($1)
    UNION ALL
    SELECT 'pg_catalog.pg_ts_config'::regclass, o.oid, 'pg_catalog.pg_ts_config'::regclass, o.oid
    FROM pg_catalog.pg_ts_config AS o JOIN pg_catalog.pg_namespace AS n ON n.oid = o.cfgnamespace
    WHERE n.nspname = ANY ($1)
    UNION ALL
    SELECT 'pg_catalog.pg_ts_dict'::regclass, o.oid, 'pg_catalog.pg_ts_dict'::regclass, o.oid
    FROM pg_catalog.pg_ts_dict AS o JOIN pg_catalog.pg_namespace AS n ON n.oid = o.dictnamespace
    WHERE n.nspname = ANY ($1)
    UNION ALL
    SELECT 'pg_catalog.pg_ts_parser'::regclass, o.oid, 'pg_catalog.pg_ts_parser'::regclass, o.oid
    FROM pg_catalog.pg_ts_parser AS o JOIN pg_catalog.pg_namespace AS n ON n.oid = o.prsnamespace
    WHERE n.nspname = ANY ($1)
    UNION ALL
    SELECT 'pg_catalog.pg_ts_template'::regclass, o.oid, 'pg_catalog.pg_ts_template'::regclass, o.oid
    FROM pg_catalog.pg_ts_template AS o JOIN pg_catalog.pg_namespace AS n ON n.oid = o.tmplnamespace
    WHERE n.nspname = ANY ($1)
    UNION ALL
    SELECT 'pg_catalog.pg_transform'::regclass, x.oid, 'pg_catalog.pg_transform'::regclass, x.oid
    FROM pg_catalog.pg_transform AS x
    UNION ALL
    SELECT 'pg_catalog.pg_constraint'::regclass, k.oid, 'pg_catalog.pg_constraint'::regclass, k.oid
    FROM pg_catalog.pg_constraint AS k JOIN pg_catalog.pg_namespace AS n ON n.oid = k.connamespace
    WHERE n.nspname = ANY ($1)
    UNION ALL
    SELECT 'pg_catalog.pg_attrdef'::regclass, d.oid, 'pg_catalog.pg_attrdef'::regclass, d.oid
    FROM pg_catalog.pg_attrdef AS d
    JOIN pg_catalog.pg_class AS c ON c.oid = d.adrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname = ANY ($1)
    UNION ALL
    SELECT 'pg_catalog.pg_rewrite'::regclass, r.oid,
           CASE WHEN r.rulename = '_RETURN' THEN 'pg_catalog.pg_class'::regclass ELSE 'pg_catalog.pg_rewrite'::regclass END,
           CASE WHEN r.rulename = '_RETURN' THEN r.ev_class ELSE r.oid END
    FROM pg_catalog.pg_rewrite AS r
    JOIN pg_catalog.pg_class AS c ON c.oid = r.ev_class
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname = ANY ($1)
)
SELECT dependent.own_class AS dependent_class, dependent.own_oid AS dependent_oid,
       referenced.own_class AS referenced_class, referenced.own_oid AS referenced_oid,
       bool_or(d.refclassid = 'pg_catalog.pg_type'::regclass AND d.classid IN ('pg_catalog.pg_class'::regclass, 'pg_catalog.pg_proc'::regclass)) AS is_outward
FROM node AS dependent
JOIN pg_catalog.pg_depend AS d ON d.classid = dependent.classid AND d.objid = dependent.objid
JOIN node AS referenced ON referenced.classid = d.refclassid AND referenced.objid = d.refobjid
WHERE d.deptype IN ('n', 'a', 'i', 'P', 'S')
  AND NOT (d.refobjsubid > 0 AND d.deptype IN ('a', 'i') AND d.classid = 'pg_catalog.pg_class'::regclass
           AND EXISTS (SELECT FROM pg_catalog.pg_sequence AS s WHERE s.seqrelid = d.objid))
  -- A function may call itself.
  AND ((dependent.own_class, dependent.own_oid) <> (referenced.own_class, referenced.own_oid)
       OR d.classid = 'pg_catalog.pg_proc'::regclass AND (d.refclassid, d.refobjid) = (d.classid, d.objid))
GROUP BY 1, 2, 3, 4
ORDER BY 1, 2, 3, 4;
