-- table_counts: what the server has counted on the tables and materialized views of schemas $1 (text[]): scans of them and of their indexes,
-- and rows written, also by transactions that were rolled back. Those of extensions, which all lanes share, are left out.
SELECT n.nspname::text AS schema, c.relname::text AS name, c.oid, c.relfilenode AS file,
       (pg_stat_get_numscans(c.oid)
           + COALESCE((SELECT sum(pg_stat_get_numscans(x.indexrelid)) FROM pg_catalog.pg_index AS x WHERE x.indrelid = c.oid), 0))::bigint AS reads,
       pg_stat_get_tuples_inserted(c.oid) + pg_stat_get_tuples_updated(c.oid) + pg_stat_get_tuples_deleted(c.oid) AS writes
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'p', 'm')
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY n.nspname, c.relname;
