-- operator_classes: the operator classes of schemas $1 (text[]) that no extension made, with their members.
-- Needs search_path = the schemas that are read. Names of families, functions and operators are qualified.
SELECT c.oid, n.nspname AS schema, c.opcname AS name, am.amname AS method,
       format_type(c.opcintype, NULL) AS type, c.opcdefault AS is_default,
       (SELECT format('%s.%I', f.opfnamespace::regnamespace, f.opfname)
        FROM pg_catalog.pg_opfamily AS f WHERE f.oid = c.opcfamily) AS family,
       CASE WHEN c.opckeytype <> 0 THEN format_type(c.opckeytype, NULL) END AS storage,
       ARRAY(SELECT member FROM (
           SELECT 1 AS kind, a.amopstrategy AS number,
                  format('OPERATOR %s %s.%s (%s, %s)', a.amopstrategy, p.oprnamespace::regnamespace, p.oprname,
                         format_type(a.amoplefttype, NULL), format_type(a.amoprighttype, NULL))
                  || COALESCE((SELECT format(' FOR ORDER BY %s.%I', s.opfnamespace::regnamespace, s.opfname)
                               FROM pg_catalog.pg_opfamily AS s WHERE s.oid = a.amopsortfamily), '') AS member
           FROM pg_catalog.pg_amop AS a JOIN pg_catalog.pg_operator AS p ON p.oid = a.amopopr
           WHERE a.amopfamily = c.opcfamily AND EXISTS (
               SELECT FROM pg_catalog.pg_depend AS d WHERE d.classid = 'pg_catalog.pg_amop'::regclass AND d.objid = a.oid
               AND d.refclassid = 'pg_catalog.pg_opclass'::regclass AND d.refobjid = c.oid)
           UNION ALL
           SELECT 2, a.amprocnum,
                  format('FUNCTION %s (%s, %s) %s.%I(%s)', a.amprocnum, format_type(a.amproclefttype, NULL), format_type(a.amprocrighttype, NULL),
                         p.pronamespace::regnamespace, p.proname, oidvectortypes(p.proargtypes))
           FROM pg_catalog.pg_amproc AS a JOIN pg_catalog.pg_proc AS p ON p.oid = a.amproc
           WHERE a.amprocfamily = c.opcfamily AND EXISTS (
               SELECT FROM pg_catalog.pg_depend AS d WHERE d.classid = 'pg_catalog.pg_amproc'::regclass AND d.objid = a.oid
               AND d.refclassid = 'pg_catalog.pg_opclass'::regclass AND d.refobjid = c.oid)) AS m
           ORDER BY kind, number, member) AS members
FROM pg_catalog.pg_opclass AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.opcnamespace
JOIN pg_catalog.pg_am AS am ON am.oid = c.opcmethod
WHERE n.nspname = ANY ($1)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_opclass'::regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY n.nspname, c.opcname, am.amname;
