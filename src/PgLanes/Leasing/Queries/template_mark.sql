-- template_mark: a digest that changes whenever a read of schemas $1 (text[]) could show something else: the transactions that wrote the
-- catalogs' rows count, not what these say, so that no definition is printed. All other schemas count, too, because definitions name what
-- is in them; not those that PgLanes made. What TRUNCATE and VACUUM FULL write changes it for nothing, a lane that is made or dropped does not.
-- Where has_more is true, template_mark_more.sql belongs to the digest: most templates hold nothing that it looks for.
-- $2 (text) is the function that says that a migration has not ended.
WITH spaces AS MATERIALIZED (
    SELECT n.oid, n.xmin, d.xmin AS commented
    FROM pg_catalog.pg_namespace AS n
    LEFT JOIN pg_catalog.pg_description AS d ON d.objoid = n.oid AND d.classoid = 'pg_catalog.pg_namespace'::regclass AND d.objsubid = 0
    WHERE n.nspname = ANY ($1)
       OR (n.oid >= 16384 OR n.nspname = 'public') AND NOT starts_with(n.nspname, 'pg_') AND COALESCE(d.description, '') NOT LIKE '%Made by PgLanes%'
), members AS MATERIALIZED (
    SELECT d.classid, d.objid
    FROM spaces AS s JOIN pg_catalog.pg_depend AS d ON d.refclassid = 'pg_catalog.pg_namespace'::regclass AND d.refobjid = s.oid
), named AS MATERIALIZED (
    SELECT t.oid, t.xmin, t.typrelid, t.typarray, t.typtype
    FROM members AS m JOIN pg_catalog.pg_type AS t ON t.oid = m.objid WHERE m.classid = 'pg_catalog.pg_type'::regclass
), relations AS MATERIALIZED (
    SELECT c.oid, c.xmin, c.relkind, c.reltoastrelid, c.relhasrules, c.relhassubclass, c.relispartition, c.reltablespace, c.relam
    FROM pg_catalog.pg_class AS c
    WHERE c.oid IN (SELECT m.objid FROM members AS m WHERE m.classid = 'pg_catalog.pg_class'::regclass
                    UNION ALL SELECT t.typrelid FROM named AS t WHERE t.typrelid <> 0)
), indexes AS MATERIALIZED (
    SELECT x.indexrelid AS oid, x.xmin FROM relations AS r JOIN pg_catalog.pg_index AS x ON x.indrelid = r.oid WHERE r.relkind IN ('r', 'p', 'm')
), hidden AS MATERIALIZED (
    SELECT c.oid, c.xmin, c.reltablespace FROM pg_catalog.pg_class AS c
    WHERE c.oid IN (SELECT x.oid FROM indexes AS x UNION ALL SELECT r.reltoastrelid FROM relations AS r WHERE r.reltoastrelid <> 0)
), parts (catalog, id, place, written) AS MATERIALIZED (
    SELECT 1, s.oid, 0, s.xmin FROM spaces AS s
    UNION ALL SELECT 2, s.oid, 0, s.commented FROM spaces AS s
    UNION ALL SELECT 3, m.objid, m.classid::integer, NULL FROM members AS m
    UNION ALL SELECT 4, r.oid, 0, r.xmin FROM relations AS r
    UNION ALL SELECT 5, h.oid, 0, h.xmin FROM hidden AS h
    UNION ALL SELECT 6, x.oid, 0, x.xmin FROM indexes AS x
    UNION ALL SELECT 7, a.attrelid, a.attnum, a.xmin FROM pg_catalog.pg_attribute AS a
        WHERE a.attrelid IN (SELECT r.oid FROM relations AS r UNION ALL SELECT x.oid FROM indexes AS x) AND a.attnum > 0
    UNION ALL SELECT 8, a.oid, 0, a.xmin FROM relations AS r JOIN pg_catalog.pg_attrdef AS a ON a.adrelid = r.oid
    UNION ALL SELECT 9, k.oid, 0, k.xmin FROM relations AS r JOIN pg_catalog.pg_constraint AS k ON k.conrelid = r.oid
    UNION ALL SELECT 10, g.oid, 0, g.xmin FROM relations AS r JOIN pg_catalog.pg_trigger AS g ON g.tgrelid = r.oid
    UNION ALL SELECT 11, t.oid, 0, t.xmin FROM named AS t
    UNION ALL SELECT 12, p.oid, 0, p.xmin FROM members AS m JOIN pg_catalog.pg_proc AS p ON p.oid = m.objid WHERE m.classid = 'pg_catalog.pg_proc'::regclass
    UNION ALL SELECT 13, q.seqrelid, 0, q.xmin FROM relations AS r JOIN pg_catalog.pg_sequence AS q ON q.seqrelid = r.oid WHERE r.relkind = 'S'
    -- Which columns own sequences, and what extensions own, is nowhere but in the dependencies.
    UNION ALL SELECT 14, d.refobjid, d.refobjsubid, d.xmin FROM relations AS r
        JOIN pg_catalog.pg_depend AS d ON d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = r.oid WHERE r.relkind = 'S'
    UNION ALL SELECT 15, d.objid, 0, d.xmin FROM pg_catalog.pg_depend AS d WHERE d.refclassid = 'pg_catalog.pg_extension'::regclass AND d.deptype = 'e'
    UNION ALL SELECT 16, x.oid, 0, x.xmin FROM pg_catalog.pg_extension AS x
    UNION ALL SELECT 17, l.oid, 0, l.xmin FROM pg_catalog.pg_language AS l
    UNION ALL SELECT 18, e.oid, 0, e.xmin FROM named AS t JOIN pg_catalog.pg_enum AS e ON e.enumtypid = t.oid WHERE t.typtype = 'e'
    UNION ALL SELECT 19, c.oid, 0, c.xmin FROM pg_catalog.pg_opclass AS c WHERE c.opcnamespace = ANY (ARRAY(SELECT s.oid FROM spaces AS s))
)
SELECT concat_ws(' ', b.oid, b.datdba, current_user, current_setting('is_superuser'), current_setting('server_version_num'),
                 -- Within two billion transactions none has the id of another.
                 div(pg_snapshot_xmax(pg_current_snapshot())::text::numeric, 2147483648),
                 (SELECT count(*) FROM pg_catalog.pg_proc AS p WHERE p.proname = $2),
                 (SELECT sum(hash_record_extended(p, 0)) FROM parts AS p)) AS mark,
       quote_ident(current_user)::regrole::oid <> 10
       OR EXISTS (SELECT FROM members AS m
                  WHERE m.classid NOT IN ('pg_catalog.pg_class'::regclass, 'pg_catalog.pg_type'::regclass, 'pg_catalog.pg_proc'::regclass, 'pg_catalog.pg_extension'::regclass)
                    AND NOT (m.classid IN ('pg_catalog.pg_operator'::regclass, 'pg_catalog.pg_opclass'::regclass, 'pg_catalog.pg_opfamily'::regclass)
                             AND EXISTS (SELECT FROM pg_catalog.pg_depend AS e WHERE e.classid = m.classid AND e.objid = m.objid AND e.deptype = 'e')))
       OR EXISTS (SELECT FROM relations AS c
                  WHERE c.relkind NOT IN ('r', 'S', 'c') OR c.relhasrules OR c.relhassubclass OR c.relispartition OR c.reltablespace <> 0 OR c.relam NOT IN (0, 2))
       OR EXISTS (SELECT FROM hidden AS h WHERE h.reltablespace <> 0)
       OR EXISTS (SELECT FROM named AS t WHERE t.typtype NOT IN ('b', 'c', 'e'))
       OR EXISTS (SELECT FROM pg_catalog.pg_description AS d WHERE d.objoid >= 16384 AND d.classoid NOT IN ('pg_catalog.pg_namespace'::regclass, 'pg_catalog.pg_extension'::regclass)
                  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e WHERE e.classid = d.classoid AND e.objid = d.objoid AND e.deptype = 'e'))
       OR EXISTS (SELECT FROM pg_catalog.pg_shdepend AS d WHERE d.dbid = b.oid AND d.refclassid = 'pg_catalog.pg_authid'::regclass)
       OR EXISTS (SELECT FROM pg_catalog.pg_cast AS k WHERE k.oid >= 16384)
       -- These are empty files in most databases, and to look at a file costs less than to plan a look into it.
       OR pg_relation_size('pg_catalog.pg_policy'::regclass) > 0 OR pg_relation_size('pg_catalog.pg_transform'::regclass) > 0
       OR pg_relation_size('pg_catalog.pg_default_acl'::regclass) > 0 OR pg_relation_size('pg_catalog.pg_seclabel'::regclass) > 0 AS has_more
FROM pg_catalog.pg_database AS b
WHERE b.datname = current_database()
ORDER BY 1
