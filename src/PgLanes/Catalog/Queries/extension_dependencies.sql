-- extension_dependencies: the objects of schemas $1 (text[]) that were declared to go with an extension (DEPENDS ON EXTENSION).
WITH subject AS (
    SELECT 'pg_catalog.pg_proc'::regclass::oid AS classid, p.oid, p.pronamespace AS namespace, 'ROUTINE' AS type, NULL::name AS member, p.proname AS name,
           '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')' AS signature
    FROM pg_catalog.pg_proc AS p
    UNION ALL
    SELECT 'pg_catalog.pg_class'::regclass, c.oid, c.relnamespace, CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'INDEX' END, NULL, c.relname, ''
    FROM pg_catalog.pg_class AS c WHERE c.relkind IN ('m', 'i', 'I')
    UNION ALL
    SELECT 'pg_catalog.pg_trigger'::regclass, g.oid, c.relnamespace, 'TRIGGER', g.tgname, c.relname, ''
    FROM pg_catalog.pg_trigger AS g JOIN pg_catalog.pg_class AS c ON c.oid = g.tgrelid
)
SELECT s.classid AS classoid, s.oid, n.nspname AS schema, s.type, s.member, s.name, s.signature, x.extname AS extension
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_extension AS x ON x.oid = d.refobjid
JOIN subject AS s ON s.classid = d.classid AND s.oid = d.objid
JOIN pg_catalog.pg_namespace AS n ON n.oid = s.namespace
WHERE n.nspname = ANY ($1) AND d.deptype = 'x' AND d.refclassid = 'pg_catalog.pg_extension'::regclass
ORDER BY n.nspname, s.type, s.name, s.signature, s.member, x.extname;
