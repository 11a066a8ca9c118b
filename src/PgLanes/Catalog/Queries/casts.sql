-- casts: the casts from or to a type of schemas $1 (text[]), or by a function of them, that neither an extension nor a range type made.
-- Needs search_path = the schemas that are read. Names of functions are qualified. A cast has no schema, so it gets one of those.
-- Those that initdb made have lower oids.
SELECT k.oid,
       CASE WHEN sn.nspname = ANY ($1) THEN sn.nspname WHEN tn.nspname = ANY ($1) THEN tn.nspname ELSE fn.nspname END AS schema,
       format('%s AS %s', format_type(k.castsource, NULL), format_type(k.casttarget, NULL)) AS name,
       format_type(k.castsource, NULL) AS source, format_type(k.casttarget, NULL) AS target,
       CASE WHEN k.castfunc <> 0 THEN format('%I.%I(%s)', fn.nspname, f.proname, oidvectortypes(f.proargtypes)) END AS function,
       k.castmethod::text AS method, k.castcontext::text AS context,
       sn.nspname <> ALL ($1) AND tn.nspname <> ALL ($1) AS is_shared
FROM pg_catalog.pg_cast AS k
JOIN pg_catalog.pg_type AS s ON s.oid = k.castsource
JOIN pg_catalog.pg_namespace AS sn ON sn.oid = s.typnamespace
JOIN pg_catalog.pg_type AS t ON t.oid = k.casttarget
JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.typnamespace
LEFT JOIN pg_catalog.pg_proc AS f ON f.oid = k.castfunc
LEFT JOIN pg_catalog.pg_namespace AS fn ON fn.oid = f.pronamespace
WHERE k.oid >= 16384 AND (sn.nspname = ANY ($1) OR tn.nspname = ANY ($1) OR fn.nspname = ANY ($1))
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_cast'::regclass AND e.objid = k.oid AND e.deptype IN ('e', 'i'))
ORDER BY 2, 3;
