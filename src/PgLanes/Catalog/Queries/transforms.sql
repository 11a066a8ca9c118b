-- transforms: the transforms of types of schemas $1 (text[]), or by functions of them, that no extension made.
-- Needs search_path = the schemas that are read. Names of functions are qualified. A transform has no schema, so it gets one of those.
SELECT x.oid, CASE WHEN tn.nspname = ANY ($1) THEN tn.nspname ELSE COALESCE(fn.nspname, sn.nspname) END AS schema,
       format('%s LANGUAGE %I', format_type(x.trftype, NULL), l.lanname) AS name,
       format_type(x.trftype, NULL) AS type, l.lanname AS language,
       CASE WHEN f.oid IS NOT NULL THEN format('%s.%I(%s)', f.pronamespace::regnamespace, f.proname, oidvectortypes(f.proargtypes)) END AS from_sql,
       CASE WHEN s.oid IS NOT NULL THEN format('%s.%I(%s)', s.pronamespace::regnamespace, s.proname, oidvectortypes(s.proargtypes)) END AS to_sql,
       tn.nspname <> ALL ($1) AS is_shared
FROM pg_catalog.pg_transform AS x
JOIN pg_catalog.pg_type AS t ON t.oid = x.trftype
JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.typnamespace
JOIN pg_catalog.pg_language AS l ON l.oid = x.trflang
LEFT JOIN pg_catalog.pg_proc AS f ON f.oid = x.trffromsql
LEFT JOIN pg_catalog.pg_namespace AS fn ON fn.oid = f.pronamespace AND fn.nspname = ANY ($1)
LEFT JOIN pg_catalog.pg_proc AS s ON s.oid = x.trftosql
LEFT JOIN pg_catalog.pg_namespace AS sn ON sn.oid = s.pronamespace AND sn.nspname = ANY ($1)
WHERE (tn.nspname = ANY ($1) OR fn.oid IS NOT NULL OR sn.oid IS NOT NULL)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_transform'::regclass AND e.objid = x.oid AND e.deptype = 'e')
ORDER BY 2, 3;
