-- lane_bytes: what databases $1 (text[]) take on disk where $2 (boolean) says that they are such; otherwise what the relations of schemas $1
-- take, their indexes and toast tables included. To measure a relation takes locks on it and its indexes: where a session keeps others from
-- those, the size at its last vacuum or analyze has to do.
WITH locked AS MATERIALIZED (
    SELECT coalesce(x.indrelid, k.relation) AS oid
    FROM pg_catalog.pg_locks AS k
    JOIN pg_catalog.pg_database AS d ON d.oid = k.database AND d.datname = current_database()
    LEFT JOIN pg_catalog.pg_index AS x ON x.indexrelid = k.relation
    WHERE k.locktype = 'relation' AND k.mode = 'AccessExclusiveLock'
)
SELECT
    n.nspname AS part,
    COALESCE(sum(CASE
        WHEN c.oid IN (SELECT l.oid FROM locked AS l) THEN c.relpages::bigint * current_setting('block_size')::bigint
        ELSE pg_total_relation_size(c.oid)
    END), 0)::bigint AS bytes
FROM pg_catalog.pg_namespace AS n
JOIN pg_catalog.pg_class AS c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'm', 'S')
WHERE n.nspname = ANY ($1) AND NOT $2
GROUP BY n.nspname
UNION ALL
SELECT d.datname, pg_database_size(d.oid)
FROM pg_catalog.pg_database AS d
WHERE d.datname = ANY ($1) AND $2
ORDER BY part;
