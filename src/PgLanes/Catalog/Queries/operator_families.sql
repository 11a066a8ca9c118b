-- operator_families: the operator families of schemas $1 (text[]) that no extension made, with the members that belong to no class.
-- Needs search_path = the schemas that are read. Names of functions and operators are qualified.
SELECT f.oid, n.nspname AS schema, f.opfname AS name, am.amname AS method,
       ARRAY(SELECT member FROM (
           SELECT 1 AS kind, a.amopstrategy AS number,
                  format('OPERATOR %s %s.%s (%s, %s)', a.amopstrategy, p.oprnamespace::regnamespace, p.oprname,
                         format_type(a.amoplefttype, NULL), format_type(a.amoprighttype, NULL))
                  || COALESCE((SELECT format(' FOR ORDER BY %s.%I', s.opfnamespace::regnamespace, s.opfname)
                               FROM pg_catalog.pg_opfamily AS s WHERE s.oid = a.amopsortfamily), '') AS member
           FROM pg_catalog.pg_amop AS a JOIN pg_catalog.pg_operator AS p ON p.oid = a.amopopr
           WHERE a.amopfamily = f.oid AND NOT EXISTS (
               SELECT FROM pg_catalog.pg_depend AS d WHERE d.classid = 'pg_catalog.pg_amop'::regclass AND d.objid = a.oid
               AND d.refclassid = 'pg_catalog.pg_opclass'::regclass)
           UNION ALL
           SELECT 2, a.amprocnum,
                  format('FUNCTION %s (%s, %s) %s.%I(%s)', a.amprocnum, format_type(a.amproclefttype, NULL), format_type(a.amprocrighttype, NULL),
                         p.pronamespace::regnamespace, p.proname, oidvectortypes(p.proargtypes))
           FROM pg_catalog.pg_amproc AS a JOIN pg_catalog.pg_proc AS p ON p.oid = a.amproc
           WHERE a.amprocfamily = f.oid AND NOT EXISTS (
               SELECT FROM pg_catalog.pg_depend AS d WHERE d.classid = 'pg_catalog.pg_amproc'::regclass AND d.objid = a.oid
               AND d.refclassid = 'pg_catalog.pg_opclass'::regclass)) AS m
           ORDER BY kind, number, member) AS members
FROM pg_catalog.pg_opfamily AS f
JOIN pg_catalog.pg_namespace AS n ON n.oid = f.opfnamespace
JOIN pg_catalog.pg_am AS am ON am.oid = f.opfmethod
WHERE n.nspname = ANY ($1)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_opfamily'::regclass AND e.objid = f.oid AND e.deptype = 'e')
ORDER BY n.nspname, f.opfname, am.amname;
