-- reset_view_order: which materialized views of schemas $1 (text[]) read which others, directly or through views.
WITH RECURSIVE reads AS (
    SELECT DISTINCT r.ev_class AS reader, d.refobjid AS target
    FROM pg_catalog.pg_rewrite AS r
    JOIN pg_catalog.pg_depend AS d ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = r.oid
         AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid <> r.ev_class
    WHERE r.rulename = '_RETURN'
), reached AS (
    SELECT c.oid AS reader, reads.target
    FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    JOIN reads ON reads.reader = c.oid
    WHERE n.nspname = ANY ($1) AND c.relkind = 'm'
    UNION
    SELECT reached.reader, reads.target FROM reached JOIN reads ON reads.reader = reached.target
)
SELECT reached.reader, reached.target
FROM reached JOIN pg_catalog.pg_class AS t ON t.oid = reached.target AND t.relkind = 'm'
ORDER BY 1, 2;
