-- strays: the objects of the lane's schemas $1 (text[]) that depend on an object of the template's schemas $2 (text[]),
-- which no extension made. An extension's objects are shared by all lanes, wherever they live.
-- Both sides are listed before they are joined: fresh schemas have no statistics, and the planner would loop.
WITH namespace AS MATERIALIZED (
    SELECT n.oid, n.nspname = ANY ($1) AS is_lane FROM pg_catalog.pg_namespace AS n WHERE n.nspname = ANY ($1) OR n.nspname = ANY ($2)
), member AS MATERIALIZED (
    SELECT m.classid, m.objid, n.is_lane
    FROM (SELECT 'pg_catalog.pg_class'::regclass::oid AS classid, c.oid AS objid, c.relnamespace AS namespace FROM pg_catalog.pg_class AS c
          UNION ALL SELECT 'pg_catalog.pg_type'::regclass, t.oid, t.typnamespace FROM pg_catalog.pg_type AS t
          UNION ALL SELECT 'pg_catalog.pg_proc'::regclass, p.oid, p.pronamespace FROM pg_catalog.pg_proc AS p
          UNION ALL SELECT 'pg_catalog.pg_operator'::regclass, o.oid, o.oprnamespace FROM pg_catalog.pg_operator AS o
          UNION ALL SELECT 'pg_catalog.pg_opclass'::regclass, o.oid, o.opcnamespace FROM pg_catalog.pg_opclass AS o
          UNION ALL SELECT 'pg_catalog.pg_opfamily'::regclass, o.oid, o.opfnamespace FROM pg_catalog.pg_opfamily AS o
          UNION ALL SELECT 'pg_catalog.pg_collation'::regclass, o.oid, o.collnamespace FROM pg_catalog.pg_collation AS o
          UNION ALL SELECT 'pg_catalog.pg_conversion'::regclass, o.oid, o.connamespace FROM pg_catalog.pg_conversion AS o
          UNION ALL SELECT 'pg_catalog.pg_ts_config'::regclass, o.oid, o.cfgnamespace FROM pg_catalog.pg_ts_config AS o
          UNION ALL SELECT 'pg_catalog.pg_ts_dict'::regclass, o.oid, o.dictnamespace FROM pg_catalog.pg_ts_dict AS o
          UNION ALL SELECT 'pg_catalog.pg_ts_parser'::regclass, o.oid, o.prsnamespace FROM pg_catalog.pg_ts_parser AS o
          UNION ALL SELECT 'pg_catalog.pg_ts_template'::regclass, o.oid, o.tmplnamespace FROM pg_catalog.pg_ts_template AS o
          UNION ALL SELECT 'pg_catalog.pg_statistic_ext'::regclass, o.oid, o.stxnamespace FROM pg_catalog.pg_statistic_ext AS o
          UNION ALL SELECT 'pg_catalog.pg_constraint'::regclass, k.oid, k.connamespace FROM pg_catalog.pg_constraint AS k
          UNION ALL SELECT 'pg_catalog.pg_attrdef'::regclass, d.oid, c.relnamespace
                    FROM pg_catalog.pg_attrdef AS d JOIN pg_catalog.pg_class AS c ON c.oid = d.adrelid
          UNION ALL SELECT 'pg_catalog.pg_rewrite'::regclass, r.oid, c.relnamespace
                    FROM pg_catalog.pg_rewrite AS r JOIN pg_catalog.pg_class AS c ON c.oid = r.ev_class
          UNION ALL SELECT 'pg_catalog.pg_trigger'::regclass, g.oid, c.relnamespace
                    FROM pg_catalog.pg_trigger AS g JOIN pg_catalog.pg_class AS c ON c.oid = g.tgrelid
          UNION ALL SELECT 'pg_catalog.pg_policy'::regclass, y.oid, c.relnamespace
                    FROM pg_catalog.pg_policy AS y JOIN pg_catalog.pg_class AS c ON c.oid = y.polrelid) AS m
    JOIN namespace AS n ON n.oid = m.namespace
), edge AS MATERIALIZED (
    SELECT d.classid, d.objid, d.objsubid, d.refclassid, d.refobjid, d.refobjsubid
    FROM pg_catalog.pg_depend AS d
    WHERE (d.classid, d.objid) IN (SELECT m.classid, m.objid FROM member AS m WHERE m.is_lane)
      AND (d.refclassid, d.refobjid) IN (SELECT m.classid, m.objid FROM member AS m WHERE NOT m.is_lane)
)
SELECT DISTINCT pg_describe_object(d.classid, d.objid, d.objsubid) || ' depends on '
       || pg_describe_object(d.refclassid, d.refobjid, d.refobjsubid) AS stray
FROM edge AS d
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = d.refclassid AND e.objid = d.refobjid AND e.deptype = 'e')
  -- An array type belongs to its element, which may be an extension's.
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_type AS t JOIN pg_catalog.pg_depend AS e
                  ON e.classid = 'pg_catalog.pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e'
                  WHERE d.refclassid = 'pg_catalog.pg_type'::regclass AND t.typarray = d.refobjid)
ORDER BY stray;
