-- ranges: the range types of schemas $1 (text[]) that no extension made, with the multirange type of each.
-- Needs search_path = the schemas that are read. Names of functions and operator classes are qualified.
SELECT t.oid, n.nspname AS schema, t.typname AS name,
       format_type(r.rngsubtype, NULL) AS subtype,
       (SELECT o.opcnamespace::regnamespace || '.' || quote_ident(o.opcname)
        FROM pg_catalog.pg_opclass AS o WHERE o.oid = r.rngsubopc) AS operator_class,
       CASE WHEN r.rngcollation <> 0 AND r.rngcollation <> s.typcollation THEN r.rngcollation::regcollation::text END AS collation,
       (SELECT f.pronamespace::regnamespace || '.' || quote_ident(f.proname)
        FROM pg_catalog.pg_proc AS f WHERE f.oid = r.rngcanonical) AS canonical,
       (SELECT f.pronamespace::regnamespace || '.' || quote_ident(f.proname)
        FROM pg_catalog.pg_proc AS f WHERE f.oid = r.rngsubdiff) AS subtype_difference,
       mn.nspname AS multirange_schema, m.typname AS multirange_name
FROM pg_catalog.pg_range AS r
JOIN pg_catalog.pg_type AS t ON t.oid = r.rngtypid
JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
JOIN pg_catalog.pg_type AS s ON s.oid = r.rngsubtype
JOIN pg_catalog.pg_type AS m ON m.oid = r.rngmultitypid
JOIN pg_catalog.pg_namespace AS mn ON mn.oid = m.typnamespace
WHERE n.nspname = ANY ($1)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
ORDER BY n.nspname, t.typname;
