-- owners: the objects of schemas $1 (text[]), and the schemas, that belong to another role than the current one, and whether the
-- current role may give an object to that owner. Needs search_path = the schemas that are read.
-- Left out: a range's constructors, which the server gives to its first superuser, whoever makes the range; what extensions made, and what follows the owner of its table: indexes, row types, a column's sequence.
-- A schema of pg_database_owner is the database's owner's, for only a superuser may give one to that role.
WITH here AS MATERIALIZED (
    SELECT n.oid, n.nspname FROM pg_catalog.pg_namespace AS n WHERE n.nspname = ANY ($1)
), owned AS (
    SELECT 'pg_catalog.pg_namespace'::regclass::oid AS classoid, n.oid, n.oid AS namespace, n.nspowner AS owner, 'SCHEMA' AS type, n.nspname AS name,
           '' AS signature
    FROM pg_catalog.pg_namespace AS n JOIN here ON here.oid = n.oid
    UNION ALL
    SELECT 'pg_catalog.pg_class'::regclass, c.oid, c.relnamespace, c.relowner,
           CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END,
           c.relname, ''
    FROM pg_catalog.pg_class AS c JOIN here ON here.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
       OR c.relkind = 'S' AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d
              WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i'))
    UNION ALL
    SELECT 'pg_catalog.pg_proc'::regclass, p.oid, p.pronamespace, p.proowner, 'ROUTINE', p.proname,
           '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')'
    FROM pg_catalog.pg_proc AS p JOIN here ON here.oid = p.pronamespace
    UNION ALL
    SELECT 'pg_catalog.pg_type'::regclass, t.oid, t.typnamespace, t.typowner, 'TYPE', t.typname, ''
    FROM pg_catalog.pg_type AS t JOIN here ON here.oid = t.typnamespace LEFT JOIN pg_catalog.pg_class AS c ON c.oid = t.typrelid
    WHERE t.typtype IN ('e', 'd', 'r') OR t.typtype = 'b' AND t.typelem = 0 OR c.relkind = 'c'
    UNION ALL
    SELECT 'pg_catalog.pg_operator'::regclass, o.oid, o.oprnamespace, o.oprowner, 'OPERATOR', o.oprname,
           '(' || CASE WHEN o.oprleft = 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END || ', ' || format_type(o.oprright, NULL) || ')'
    FROM pg_catalog.pg_operator AS o JOIN here ON here.oid = o.oprnamespace
    UNION ALL
    SELECT 'pg_catalog.pg_opclass'::regclass, o.oid, o.opcnamespace, o.opcowner, 'OPERATOR CLASS', o.opcname, ' USING ' || quote_ident(am.amname)
    FROM pg_catalog.pg_opclass AS o JOIN here ON here.oid = o.opcnamespace JOIN pg_catalog.pg_am AS am ON am.oid = o.opcmethod
    UNION ALL
    SELECT 'pg_catalog.pg_opfamily'::regclass, o.oid, o.opfnamespace, o.opfowner, 'OPERATOR FAMILY', o.opfname, ' USING ' || quote_ident(am.amname)
    FROM pg_catalog.pg_opfamily AS o JOIN here ON here.oid = o.opfnamespace JOIN pg_catalog.pg_am AS am ON am.oid = o.opfmethod
    UNION ALL
    SELECT 'pg_catalog.pg_collation'::regclass, o.oid, o.collnamespace, o.collowner, 'COLLATION', o.collname, ''
    FROM pg_catalog.pg_collation AS o JOIN here ON here.oid = o.collnamespace
    UNION ALL
    SELECT 'pg_catalog.pg_conversion'::regclass, o.oid, o.connamespace, o.conowner, 'CONVERSION', o.conname, ''
    FROM pg_catalog.pg_conversion AS o JOIN here ON here.oid = o.connamespace
    UNION ALL
    SELECT 'pg_catalog.pg_ts_config'::regclass, o.oid, o.cfgnamespace, o.cfgowner, 'TEXT SEARCH CONFIGURATION', o.cfgname, ''
    FROM pg_catalog.pg_ts_config AS o JOIN here ON here.oid = o.cfgnamespace
    UNION ALL
    SELECT 'pg_catalog.pg_ts_dict'::regclass, o.oid, o.dictnamespace, o.dictowner, 'TEXT SEARCH DICTIONARY', o.dictname, ''
    FROM pg_catalog.pg_ts_dict AS o JOIN here ON here.oid = o.dictnamespace
    UNION ALL
    SELECT 'pg_catalog.pg_statistic_ext'::regclass, o.oid, o.stxnamespace, o.stxowner, 'STATISTICS', o.stxname, ''
    FROM pg_catalog.pg_statistic_ext AS o JOIN here ON here.oid = o.stxnamespace
)
SELECT s.classoid, s.oid, n.nspname AS schema, s.type, s.name, s.signature, owner.rolname AS owner,
       me.rolsuper OR pg_has_role(me.oid, owner.oid, CASE WHEN current_setting('server_version_num')::integer >= 160000 THEN 'SET' ELSE 'MEMBER' END)
           AND CASE WHEN s.type = 'SCHEMA' THEN has_database_privilege(owner.oid, current_database(), 'CREATE')
                    ELSE has_schema_privilege(owner.oid, n.oid, 'CREATE') END AS can_set
FROM owned AS s
JOIN here AS n ON n.oid = s.namespace
JOIN pg_catalog.pg_roles AS me ON me.rolname = current_user
JOIN pg_catalog.pg_database AS b ON b.datname = current_database()
JOIN pg_catalog.pg_roles AS owner
  ON owner.oid = CASE WHEN s.type = 'SCHEMA' AND pg_get_userbyid(s.owner) = 'pg_database_owner' AND NOT me.rolsuper THEN b.datdba ELSE s.owner END
WHERE owner.oid <> me.oid
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e WHERE e.classid = s.classoid AND e.objid = s.oid
                  AND (e.deptype = 'e' OR e.deptype = 'i' AND e.classid = 'pg_catalog.pg_proc'::regclass))
ORDER BY s.type <> 'SCHEMA', n.nspname, s.type, s.name, s.signature;
