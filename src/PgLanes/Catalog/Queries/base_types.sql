-- base_types: the base types of schemas $1 (text[]) that no extension made, and those that were announced and never defined.
-- Needs search_path = the schemas that are read. Names of functions are qualified.
SELECT t.oid, n.nspname AS schema, t.typname AS name, t.typisdefined AS is_defined,
       (SELECT f.pronamespace::regnamespace || '.' || quote_ident(f.proname) FROM pg_catalog.pg_proc AS f WHERE f.oid = t.typinput) AS input,
       (SELECT f.pronamespace::regnamespace || '.' || quote_ident(f.proname) FROM pg_catalog.pg_proc AS f WHERE f.oid = t.typoutput) AS output,
       (SELECT f.pronamespace::regnamespace || '.' || quote_ident(f.proname) FROM pg_catalog.pg_proc AS f WHERE f.oid = t.typreceive) AS receive,
       (SELECT f.pronamespace::regnamespace || '.' || quote_ident(f.proname) FROM pg_catalog.pg_proc AS f WHERE f.oid = t.typsend) AS send,
       (SELECT f.pronamespace::regnamespace || '.' || quote_ident(f.proname) FROM pg_catalog.pg_proc AS f WHERE f.oid = t.typmodin) AS modifier_input,
       (SELECT f.pronamespace::regnamespace || '.' || quote_ident(f.proname) FROM pg_catalog.pg_proc AS f WHERE f.oid = t.typmodout) AS modifier_output,
       (SELECT f.pronamespace::regnamespace || '.' || quote_ident(f.proname) FROM pg_catalog.pg_proc AS f WHERE f.oid = t.typanalyze) AS analyze,
       (SELECT f.pronamespace::regnamespace || '.' || quote_ident(f.proname) FROM pg_catalog.pg_proc AS f WHERE f.oid = t.typsubscript) AS subscript,
       t.typlen::integer AS length, t.typbyval AS is_by_value, t.typalign::text AS alignment, t.typstorage::text AS storage,
       t.typcategory::text AS category, t.typispreferred AS is_preferred, t.typdefault AS default_value,
       CASE WHEN t.typelem <> 0 THEN format_type(t.typelem, NULL) END AS element,
       t.typdelim::text AS delimiter, t.typcollation <> 0 AS is_collatable
FROM pg_catalog.pg_type AS t
JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
WHERE n.nspname = ANY ($1) AND (t.typtype = 'b' OR NOT t.typisdefined)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_type AS element WHERE element.typarray = t.oid)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
ORDER BY n.nspname, t.typname;
