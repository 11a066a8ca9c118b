-- statistics: the extended statistics of schemas $1 (text[]) on their tables. Needs search_path = the schemas that are read.
SELECT s.oid, n.nspname AS schema, s.stxname AS name, c.relname AS table_name,
       pg_get_statisticsobjdef(s.oid) AS definition,
       CASE WHEN s.stxstattarget >= 0 THEN s.stxstattarget::integer END AS target
FROM pg_catalog.pg_statistic_ext AS s
JOIN pg_catalog.pg_namespace AS n ON n.oid = s.stxnamespace
JOIN pg_catalog.pg_class AS c ON c.oid = s.stxrelid
JOIN pg_catalog.pg_namespace AS t ON t.oid = c.relnamespace
WHERE n.nspname = ANY ($1) AND t.nspname = ANY ($1)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY n.nspname, s.stxname;
