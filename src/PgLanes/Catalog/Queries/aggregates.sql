-- aggregates: the aggregate functions of schemas $1 (text[]) that no extension made.
-- Needs search_path = the schemas that are read. Names of functions and operators are qualified.
SELECT p.oid, n.nspname AS schema, p.proname AS name,
       CASE WHEN a.aggkind = 'n' AND p.pronargs = 0 THEN '*' ELSE pg_get_function_arguments(p.oid) END AS arguments,
       a.aggkind::text AS kind, p.proparallel::text AS parallel,
       (SELECT f.pronamespace::regnamespace || '.' || quote_ident(f.proname) FROM pg_catalog.pg_proc AS f WHERE f.oid = a.aggtransfn) AS transition,
       format_type(a.aggtranstype, NULL) AS type, a.aggtransspace AS space,
       (SELECT f.pronamespace::regnamespace || '.' || quote_ident(f.proname) FROM pg_catalog.pg_proc AS f WHERE f.oid = a.aggfinalfn) AS final,
       a.aggfinalextra AS final_extra, a.aggfinalmodify::text AS final_modify, a.agginitval AS initial,
       (SELECT f.pronamespace::regnamespace || '.' || quote_ident(f.proname) FROM pg_catalog.pg_proc AS f WHERE f.oid = a.aggcombinefn) AS combine_function,
       (SELECT f.pronamespace::regnamespace || '.' || quote_ident(f.proname) FROM pg_catalog.pg_proc AS f WHERE f.oid = a.aggserialfn) AS serial_function,
       (SELECT f.pronamespace::regnamespace || '.' || quote_ident(f.proname) FROM pg_catalog.pg_proc AS f WHERE f.oid = a.aggdeserialfn) AS deserial_function,
       (SELECT f.pronamespace::regnamespace || '.' || quote_ident(f.proname) FROM pg_catalog.pg_proc AS f WHERE f.oid = a.aggmtransfn) AS moving_transition,
       (SELECT f.pronamespace::regnamespace || '.' || quote_ident(f.proname) FROM pg_catalog.pg_proc AS f WHERE f.oid = a.aggminvtransfn) AS inverse_function,
       CASE WHEN a.aggmtranstype <> 0 THEN format_type(a.aggmtranstype, NULL) END AS moving_type, a.aggmtransspace AS moving_space,
       (SELECT f.pronamespace::regnamespace || '.' || quote_ident(f.proname) FROM pg_catalog.pg_proc AS f WHERE f.oid = a.aggmfinalfn) AS moving_final,
       a.aggmfinalextra AS moving_final_extra, a.aggmfinalmodify::text AS moving_final_modify, a.aggminitval AS moving_initial,
       (SELECT o.oprnamespace::regnamespace || '.' || o.oprname FROM pg_catalog.pg_operator AS o WHERE o.oid = a.aggsortop) AS sort_operator
FROM pg_catalog.pg_aggregate AS a
JOIN pg_catalog.pg_proc AS p ON p.oid = a.aggfnoid
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
WHERE n.nspname = ANY ($1)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e')
ORDER BY n.nspname, p.proname, 4;
