-- operators: the operators of schemas $1 (text[]) that no extension made; those that others only announced are left out.
-- Needs search_path = the schemas that are read. Names of functions and operators are qualified, but for a commutator or negator in the operator's own
-- schema that was announced and never made.
SELECT o.oid, n.nspname AS schema, o.oprname AS name,
       CASE WHEN o.oprleft <> 0 THEN format_type(o.oprleft, NULL) END AS left_type,
       format_type(o.oprright, NULL) AS right_type,
       (SELECT f.pronamespace::regnamespace || '.' || quote_ident(f.proname) FROM pg_catalog.pg_proc AS f WHERE f.oid = o.oprcode) AS function,
       (SELECT CASE WHEN p.oprcode = 0 AND p.oprnamespace = o.oprnamespace THEN '' ELSE p.oprnamespace::regnamespace || '.' END || p.oprname
        FROM pg_catalog.pg_operator AS p WHERE p.oid = o.oprcom) AS commutator,
       (SELECT CASE WHEN p.oprcode = 0 AND p.oprnamespace = o.oprnamespace THEN '' ELSE p.oprnamespace::regnamespace || '.' END || p.oprname
        FROM pg_catalog.pg_operator AS p WHERE p.oid = o.oprnegate) AS negator,
       (SELECT f.pronamespace::regnamespace || '.' || quote_ident(f.proname) FROM pg_catalog.pg_proc AS f WHERE f.oid = o.oprrest) AS restrict_function,
       (SELECT f.pronamespace::regnamespace || '.' || quote_ident(f.proname) FROM pg_catalog.pg_proc AS f WHERE f.oid = o.oprjoin) AS join_function,
       o.oprcanhash AS hashes, o.oprcanmerge AS merges
FROM pg_catalog.pg_operator AS o
JOIN pg_catalog.pg_namespace AS n ON n.oid = o.oprnamespace
WHERE n.nspname = ANY ($1) AND o.oprcode <> 0
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_operator'::regclass AND e.objid = o.oid AND e.deptype = 'e')
ORDER BY n.nspname, o.oprname, 4, 5;
