-- lane_shape: digests of the definitions in schemas $1 (text[]), one for each catalog. Two shapes are the same where
-- no definition was made, changed or dropped. What TRUNCATE, REFRESH, ANALYZE, VACUUM and a reset change is left out: a reset sets triggers
-- and rules aside and makes constraints anew, so of these the content counts, and of other rows the transaction that wrote them.
WITH spaces AS MATERIALIZED (
    SELECT n.oid, n.xmin FROM pg_catalog.pg_namespace AS n WHERE n.nspname = ANY ($1)
), members AS MATERIALIZED (
    SELECT d.classid, d.objid FROM pg_catalog.pg_depend AS d JOIN spaces AS s ON d.refclassid = 'pg_catalog.pg_namespace'::regclass AND d.refobjid = s.oid
), relations AS MATERIALIZED (
    SELECT c.oid, c.relname, c.relkind, c.relowner, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity, c.relreplident, c.relispartition,
           c.relam, c.reltablespace, c.reloptions, c.relacl
    FROM members AS m JOIN pg_catalog.pg_class AS c ON c.oid = m.objid
    WHERE m.classid = 'pg_catalog.pg_class'::regclass
), tables AS MATERIALIZED (
    SELECT r.oid FROM relations AS r WHERE r.relkind <> 'S'
)
SELECT ARRAY[
    (SELECT sum(hash_record_extended(ROW(s.oid, s.xmin), 0)) FROM spaces AS s),
    (SELECT sum(hash_record_extended(ROW(m.classid, m.objid), 0)) FROM members AS m),
    (SELECT sum(hash_record_extended(r, 0)) FROM relations AS r),
    (SELECT sum(hash_record_extended(ROW(a.attrelid, a.attnum, a.xmin), 0))
     FROM tables AS r JOIN pg_catalog.pg_attribute AS a ON a.attrelid = r.oid AND a.attnum > 0),
    (SELECT sum(hash_record_extended(ROW(a.adrelid, a.adnum, a.xmin), 0)) FROM tables AS r JOIN pg_catalog.pg_attrdef AS a ON a.adrelid = r.oid),
    (SELECT sum(hash_record_extended(ROW(x.indexrelid, x.indisvalid, x.indisunique, x.indisreplident, c.relname, c.reloptions), 0))
     FROM tables AS r JOIN pg_catalog.pg_index AS x ON x.indrelid = r.oid JOIN pg_catalog.pg_class AS c ON c.oid = x.indexrelid),
    (SELECT sum(hash_record_extended(ROW(k.conrelid, k.conname, k.contype, k.convalidated, k.condeferrable, k.condeferred, k.confrelid, k.conkey,
                                         k.confkey, k.confupdtype, k.confdeltype), 0))
     FROM tables AS r JOIN pg_catalog.pg_constraint AS k ON k.conrelid = r.oid),
    (SELECT sum(hash_record_extended(ROW(m.objid, t.xmin, (SELECT sum(hash_record_extended(ROW(k.conname, k.xmin), 0)) FROM pg_catalog.pg_constraint AS k
                                                           WHERE k.contypid = m.objid),
                                         (SELECT sum(hash_record_extended(ROW(e.oid, e.xmin), 0)) FROM pg_catalog.pg_enum AS e WHERE e.enumtypid = m.objid)), 0))
     FROM members AS m JOIN pg_catalog.pg_type AS t ON t.oid = m.objid WHERE m.classid = 'pg_catalog.pg_type'::regclass),
    (SELECT sum(CASE WHEN g.tgisinternal AND g.tgparentid = 0 THEN CASE WHEN g.tgenabled = 'O' THEN 1 ELSE g.tgrelid::bigint * 1000 END
                     ELSE hash_record_extended(ROW(g.tgrelid, g.tgname, g.tgfoid, g.tgenabled, g.tgtype), 0) END)
     FROM tables AS r JOIN pg_catalog.pg_trigger AS g ON g.tgrelid = r.oid),
    (SELECT sum(hash_record_extended(ROW(w.ev_class, w.rulename, w.ev_enabled, w.ev_type, CASE WHEN w.ev_type = '1' THEN w.xmin::text END), 0))
     FROM tables AS r JOIN pg_catalog.pg_rewrite AS w ON w.ev_class = r.oid),
    (SELECT sum(hash_record_extended(ROW(p.oid, p.xmin), 0)) FROM tables AS r JOIN pg_catalog.pg_policy AS p ON p.polrelid = r.oid),
    (SELECT sum(hash_record_extended(ROW(q.seqrelid, q.xmin), 0)) FROM relations AS r JOIN pg_catalog.pg_sequence AS q ON q.seqrelid = r.oid),
    (SELECT sum(hash_record_extended(ROW(p.oid, p.xmin), 0))
     FROM members AS m JOIN pg_catalog.pg_proc AS p ON p.oid = m.objid WHERE m.classid = 'pg_catalog.pg_proc'::regclass)
]::text AS shape
