-- template_mark_more: the part of the template's mark for what only some templates hold: views, partitions, comments, policies, types and
-- operators of their own, other roles. Needs $1 (text[]), the schemas; template_mark.sql tells whether it is needed.
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
    SELECT t.oid, t.xmin, t.typrelid, t.typarray
    FROM members AS m JOIN pg_catalog.pg_type AS t ON t.oid = m.objid WHERE m.classid = 'pg_catalog.pg_type'::regclass
), relations AS MATERIALIZED (
    SELECT c.oid, c.xmin, c.relkind, c.reltoastrelid, c.reltype
    FROM pg_catalog.pg_class AS c
    WHERE c.oid IN (SELECT m.objid FROM members AS m WHERE m.classid = 'pg_catalog.pg_class'::regclass
                    UNION ALL SELECT t.typrelid FROM named AS t WHERE t.typrelid <> 0)
), indexes AS MATERIALIZED (
    SELECT x.indexrelid AS oid, x.xmin FROM relations AS r JOIN pg_catalog.pg_index AS x ON x.indrelid = r.oid WHERE r.relkind IN ('r', 'p', 'm')
), stored AS MATERIALIZED (
    SELECT r.oid FROM relations AS r UNION ALL SELECT x.oid FROM indexes AS x
), types AS MATERIALIZED (
    SELECT t.oid, t.xmin FROM named AS t
    UNION ALL
    SELECT t.oid, t.xmin FROM pg_catalog.pg_type AS t
    WHERE t.oid IN (SELECT n.typarray FROM named AS n UNION ALL SELECT r.reltype FROM relations AS r)
), routines AS MATERIALIZED (
    SELECT p.oid, p.xmin FROM members AS m JOIN pg_catalog.pg_proc AS p ON p.oid = m.objid WHERE m.classid = 'pg_catalog.pg_proc'::regclass
), operators AS MATERIALIZED (
    SELECT o.oid, o.xmin FROM pg_catalog.pg_operator AS o WHERE o.oprnamespace = ANY (ARRAY(SELECT s.oid FROM spaces AS s))
), families AS MATERIALIZED (
    SELECT f.oid, f.xmin FROM pg_catalog.pg_opfamily AS f WHERE f.opfnamespace = ANY (ARRAY(SELECT s.oid FROM spaces AS s))
), parts (classid, objid, written) AS MATERIALIZED (
    SELECT 'pg_catalog.pg_namespace'::regclass::oid, s.oid, s.xmin FROM spaces AS s
    UNION ALL SELECT 'pg_catalog.pg_class'::regclass, r.oid, r.xmin FROM relations AS r
    UNION ALL SELECT 'pg_catalog.pg_class'::regclass, c.oid, c.xmin FROM pg_catalog.pg_class AS c
        WHERE c.oid IN (SELECT x.oid FROM indexes AS x UNION ALL SELECT r.reltoastrelid FROM relations AS r WHERE r.reltoastrelid <> 0)
    UNION ALL SELECT 'pg_catalog.pg_type'::regclass, t.oid, t.xmin FROM types AS t
    UNION ALL SELECT 'pg_catalog.pg_proc'::regclass, p.oid, p.xmin FROM routines AS p
    UNION ALL SELECT 'pg_catalog.pg_attrdef'::regclass, a.oid, a.xmin FROM relations AS r JOIN pg_catalog.pg_attrdef AS a ON a.adrelid = r.oid
    UNION ALL SELECT 'pg_catalog.pg_constraint'::regclass, k.oid, k.xmin FROM relations AS r JOIN pg_catalog.pg_constraint AS k ON k.conrelid = r.oid
    UNION ALL SELECT 'pg_catalog.pg_constraint'::regclass, k.oid, k.xmin FROM named AS t JOIN pg_catalog.pg_constraint AS k ON k.contypid = t.oid
    UNION ALL SELECT 'pg_catalog.pg_trigger'::regclass, g.oid, g.xmin FROM relations AS r JOIN pg_catalog.pg_trigger AS g ON g.tgrelid = r.oid
    UNION ALL SELECT 'pg_catalog.pg_rewrite'::regclass, w.oid, w.xmin FROM relations AS r JOIN pg_catalog.pg_rewrite AS w ON w.ev_class = r.oid
    UNION ALL SELECT 'pg_catalog.pg_policy'::regclass, y.oid, y.xmin FROM relations AS r JOIN pg_catalog.pg_policy AS y ON y.polrelid = r.oid
    UNION ALL SELECT 'pg_catalog.pg_operator'::regclass, o.oid, o.xmin FROM operators AS o
    UNION ALL SELECT 'pg_catalog.pg_opfamily'::regclass, f.oid, f.xmin FROM families AS f
    UNION ALL SELECT 'pg_catalog.pg_opclass'::regclass, c.oid, c.xmin FROM pg_catalog.pg_opclass AS c
        WHERE c.opcnamespace = ANY (ARRAY(SELECT s.oid FROM spaces AS s))
    UNION ALL SELECT 'pg_catalog.pg_amop'::regclass, a.oid, a.xmin FROM pg_catalog.pg_amop AS a
        WHERE a.amopfamily IN (SELECT f.oid FROM families AS f) OR a.amopopr IN (SELECT o.oid FROM operators AS o)
    UNION ALL SELECT 'pg_catalog.pg_amproc'::regclass, a.oid, a.xmin FROM pg_catalog.pg_amproc AS a
        WHERE a.amprocfamily IN (SELECT f.oid FROM families AS f) OR a.amproc IN (SELECT p.oid FROM routines AS p)
    UNION ALL SELECT 'pg_catalog.pg_collation'::regclass, c.oid, c.xmin FROM pg_catalog.pg_collation AS c
        WHERE c.oid >= 16384 AND c.collnamespace = ANY (ARRAY(SELECT s.oid FROM spaces AS s))
    UNION ALL SELECT 'pg_catalog.pg_conversion'::regclass, c.oid, c.xmin FROM pg_catalog.pg_conversion AS c
        WHERE c.oid >= 16384 AND c.connamespace = ANY (ARRAY(SELECT s.oid FROM spaces AS s))
    UNION ALL SELECT 'pg_catalog.pg_ts_config'::regclass, c.oid, c.xmin FROM pg_catalog.pg_ts_config AS c
        WHERE c.cfgnamespace = ANY (ARRAY(SELECT s.oid FROM spaces AS s))
    UNION ALL SELECT 'pg_catalog.pg_ts_config_map'::regclass, p.mapcfg, p.xmin FROM pg_catalog.pg_ts_config_map AS p
        JOIN pg_catalog.pg_ts_config AS c ON c.oid = p.mapcfg WHERE p.mapcfg >= 16384 AND c.cfgnamespace = ANY (ARRAY(SELECT s.oid FROM spaces AS s))
    UNION ALL SELECT 'pg_catalog.pg_ts_dict'::regclass, c.oid, c.xmin FROM pg_catalog.pg_ts_dict AS c
        WHERE c.dictnamespace = ANY (ARRAY(SELECT s.oid FROM spaces AS s))
    UNION ALL SELECT 'pg_catalog.pg_ts_parser'::regclass, c.oid, c.xmin FROM pg_catalog.pg_ts_parser AS c
        WHERE c.prsnamespace = ANY (ARRAY(SELECT s.oid FROM spaces AS s))
    UNION ALL SELECT 'pg_catalog.pg_ts_template'::regclass, c.oid, c.xmin FROM pg_catalog.pg_ts_template AS c
        WHERE c.tmplnamespace = ANY (ARRAY(SELECT s.oid FROM spaces AS s))
    UNION ALL SELECT 'pg_catalog.pg_statistic_ext'::regclass, x.oid, x.xmin FROM pg_catalog.pg_statistic_ext AS x
        WHERE x.stxnamespace = ANY (ARRAY(SELECT s.oid FROM spaces AS s))
    UNION ALL SELECT 'pg_catalog.pg_cast'::regclass, k.oid, k.xmin FROM pg_catalog.pg_cast AS k
        WHERE k.oid >= 16384 AND (k.castsource IN (SELECT t.oid FROM types AS t) OR k.casttarget IN (SELECT t.oid FROM types AS t)
                                  OR k.castfunc IN (SELECT p.oid FROM routines AS p))
    UNION ALL SELECT 'pg_catalog.pg_transform'::regclass, x.oid, x.xmin FROM pg_catalog.pg_transform AS x
        WHERE x.trftype IN (SELECT t.oid FROM types AS t) OR x.trffromsql IN (SELECT p.oid FROM routines AS p)
           OR x.trftosql IN (SELECT p.oid FROM routines AS p)
    UNION ALL SELECT 'pg_catalog.pg_default_acl'::regclass, d.oid, d.xmin FROM pg_catalog.pg_default_acl AS d
        WHERE d.defaclnamespace = 0 OR d.defaclnamespace = ANY (ARRAY(SELECT s.oid FROM spaces AS s))
), extras (catalog, id, place, written) AS MATERIALIZED (
    SELECT 5, g.rngtypid, 0, g.xmin FROM named AS t JOIN pg_catalog.pg_range AS g ON g.rngtypid = t.oid
    UNION ALL SELECT 6, f.ftrelid, 0, f.xmin FROM relations AS r JOIN pg_catalog.pg_foreign_table AS f ON f.ftrelid = r.oid WHERE r.relkind = 'f'
    UNION ALL SELECT 7, h.inhparent, 0, h.xmin FROM stored AS r JOIN pg_catalog.pg_inherits AS h ON h.inhrelid = r.oid
    UNION ALL SELECT 8, h.inhrelid, 0, h.xmin FROM relations AS r JOIN pg_catalog.pg_inherits AS h ON h.inhparent = r.oid
    UNION ALL SELECT 11, a.oid, 0, a.xmin FROM pg_catalog.pg_am AS a
    UNION ALL SELECT 12, s.oid, 0, s.xmin FROM pg_catalog.pg_foreign_server AS s
    UNION ALL SELECT 13, s.oid, 0, s.xmin FROM pg_catalog.pg_tablespace AS s
    UNION ALL SELECT 16, d.objid, 0, d.xmin FROM parts AS p
        JOIN pg_catalog.pg_depend AS d ON d.refclassid = 'pg_catalog.pg_extension'::regclass AND d.deptype = 'x' AND d.classid = p.classid AND d.objid = p.objid
    UNION ALL SELECT 17, d.objoid, d.objsubid, d.xmin FROM parts AS p
        JOIN pg_catalog.pg_description AS d ON d.classoid = p.classid AND d.objoid = p.objid AND (d.objoid >= 16384 OR d.classoid = 'pg_catalog.pg_namespace'::regclass)
    UNION ALL SELECT 18, l.objoid, l.objsubid, l.xmin FROM pg_catalog.pg_seclabel AS l
        JOIN parts AS p ON l.classoid = p.classid AND l.objoid = p.objid
), roles AS MATERIALIZED (
    SELECT r.oid, r.rolname, r.rolsuper
    FROM pg_catalog.pg_roles AS r
    WHERE r.rolname = current_user OR r.oid = 10
       OR r.oid IN (SELECT d.refobjid
                    FROM (SELECT m.classid, m.objid FROM members AS m
                          UNION ALL
                          SELECT p.classid, p.objid FROM parts AS p
                          WHERE p.classid IN ('pg_catalog.pg_namespace'::regclass, 'pg_catalog.pg_policy'::regclass, 'pg_catalog.pg_default_acl'::regclass)) AS o
                    JOIN pg_catalog.pg_shdepend AS d ON d.classid = o.classid AND d.objid = o.objid AND d.refclassid = 'pg_catalog.pg_authid'::regclass
                         AND d.dbid = (SELECT b.oid FROM pg_catalog.pg_database AS b WHERE b.datname = current_database()))
)
SELECT concat_ws(' ',
    (SELECT sum(hash_record_extended(p, 0)) FROM parts AS p),
    (SELECT sum(hash_record_extended(e, 0)) FROM extras AS e),
    (SELECT sum(hash_record_extended(ROW(r.oid, r.rolname, r.rolsuper, pg_has_role(current_user, r.oid, 'MEMBER'), pg_has_role(current_user, r.oid, 'USAGE'),
                pg_has_role(current_user, r.oid, CASE WHEN current_setting('server_version_num')::integer >= 160000 THEN 'SET' ELSE 'MEMBER' END),
                has_database_privilege(r.oid, current_database(), 'CREATE'),
                (SELECT sum(hash_record_extended(ROW(s.oid, has_schema_privilege(r.oid, s.oid, 'CREATE')), 0)) FROM spaces AS s)), 0)) FROM roles AS r)) AS mark
ORDER BY 1
