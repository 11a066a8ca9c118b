-- family_members: the operators and functions of schemas $1 (text[]) that were added to operator families outside them, unless an
-- extension did. Needs search_path = the schemas that are read. Those that initdb made have lower oids.
WITH member AS (
    SELECT 'pg_catalog.pg_amop'::regclass AS classid, a.oid, a.amopfamily AS family, o.oprnamespace AS namespace, 'operator ' || o.oid::regoperator AS name
    FROM pg_catalog.pg_amop AS a JOIN pg_catalog.pg_operator AS o ON o.oid = a.amopopr
    WHERE a.oid >= 16384
    UNION ALL
    SELECT 'pg_catalog.pg_amproc'::regclass, a.oid, a.amprocfamily, p.pronamespace, 'function ' || p.oid::regprocedure
    FROM pg_catalog.pg_amproc AS a JOIN pg_catalog.pg_proc AS p ON p.oid = a.amproc
    WHERE a.oid >= 16384
)
SELECT m.classid::oid AS classoid, m.oid, n.nspname AS schema, m.name, format('%I.%I USING %I', fn.nspname, f.opfname, am.amname) AS family
FROM member AS m
JOIN pg_catalog.pg_namespace AS n ON n.oid = m.namespace
JOIN pg_catalog.pg_opfamily AS f ON f.oid = m.family
JOIN pg_catalog.pg_namespace AS fn ON fn.oid = f.opfnamespace
JOIN pg_catalog.pg_am AS am ON am.oid = f.opfmethod
WHERE n.nspname = ANY ($1) AND fn.nspname <> ALL ($1)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d
                  WHERE d.classid = m.classid AND d.objid = m.oid AND d.refclassid = 'pg_catalog.pg_opclass'::regclass)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_opfamily'::regclass AND e.objid = f.oid AND e.deptype = 'e')
ORDER BY n.nspname, 5, m.name, m.oid;
