-- signs: what sorts of objects lie in schemas $1 (text[]), and which sorts that lie in no schema the database has: the signs by which a
-- kind's reader knows that its query may find something. Wider than the queries: what an extension made counts, too.
-- What lies in a schema is found by its dependency on it; rows, triggers and the like come with their table. What initdb made has lower oids.
WITH here AS MATERIALIZED (
    SELECT n.oid FROM pg_catalog.pg_namespace AS n WHERE n.nspname = ANY ($1)
), member AS MATERIALIZED (
    SELECT d.classid, d.objid
    FROM here JOIN pg_catalog.pg_depend AS d ON d.refclassid = 'pg_catalog.pg_namespace'::regclass AND d.refobjid = here.oid
)
SELECT DISTINCT 'relation ' || c.relkind::text AS sign
FROM member AS m JOIN pg_catalog.pg_class AS c ON c.oid = m.objid WHERE m.classid = 'pg_catalog.pg_class'::regclass
UNION ALL
SELECT DISTINCT 'type ' || t.typtype::text FROM member AS m JOIN pg_catalog.pg_type AS t ON t.oid = m.objid WHERE m.classid = 'pg_catalog.pg_type'::regclass
UNION ALL
SELECT DISTINCT 'routine ' || p.prokind::text FROM member AS m JOIN pg_catalog.pg_proc AS p ON p.oid = m.objid WHERE m.classid = 'pg_catalog.pg_proc'::regclass
UNION ALL
SELECT DISTINCT m.classid::regclass::text FROM member AS m
UNION ALL
SELECT s.sign
FROM (VALUES ('family member', EXISTS (SELECT FROM pg_catalog.pg_amop AS o WHERE o.oid >= 16384)
                               OR EXISTS (SELECT FROM pg_catalog.pg_amproc AS o WHERE o.oid >= 16384)),
             ('cast', EXISTS (SELECT FROM pg_catalog.pg_cast AS o WHERE o.oid >= 16384)),
             ('transform', EXISTS (SELECT FROM pg_catalog.pg_transform AS o)),
             ('rule', EXISTS (SELECT FROM pg_catalog.pg_rewrite AS o WHERE o.oid >= 16384 AND o.rulename <> '_RETURN')),
             ('policy', EXISTS (SELECT FROM pg_catalog.pg_policy AS o)),
             ('security label', EXISTS (SELECT FROM pg_catalog.pg_seclabel AS o)),
             ('extension dependency', EXISTS (SELECT FROM pg_catalog.pg_depend AS o
                                              WHERE o.refclassid = 'pg_catalog.pg_extension'::regclass AND o.deptype = 'x')),
             ('default privilege', EXISTS (SELECT FROM pg_catalog.pg_default_acl AS o)),
             -- The comment of an extension, and the mark of a lane, which a reader leaves out, are everywhere.
             ('comment', EXISTS (SELECT FROM pg_catalog.pg_description AS o
                                 WHERE o.objoid >= 16384 AND o.classoid NOT IN ('pg_catalog.pg_extension'::regclass, 'pg_catalog.pg_namespace'::regclass)
                                    OR o.classoid = 'pg_catalog.pg_namespace'::regclass AND o.objoid IN (SELECT here.oid FROM here)
                                       AND o.description <> 'standard public schema' AND NOT starts_with(o.description, 'Made by PgLanes: ')))) AS s (sign, is_there)
WHERE s.is_there
ORDER BY 1;
