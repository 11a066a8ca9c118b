-- grants: the objects and columns of schemas $1 (text[]), and the schemas, whose privileges are not those that a new object of
-- the current role gets, with both lists. Needs search_path = the schemas that are read. A privilege is five lines: its name, the
-- grantee, whether it may be granted on, the grantor, and whether the current role may act as the grantor. PUBLIC is empty, the
-- owner is *. Left out: what the role of a sealed lane has on its own lane, which both say by their comments; and
-- what another owner granted to the role that will own the lane's object itself: the current one, or of a schema of pg_database_owner the database's owner.
WITH me AS (
    SELECT r.oid, r.rolsuper FROM pg_catalog.pg_roles AS r WHERE r.rolname = current_user
), sealing AS MATERIALIZED (
    SELECT d.objoid AS role, d.description AS mark FROM pg_catalog.pg_shdescription AS d
    WHERE d.classoid = 'pg_catalog.pg_authid'::regclass AND starts_with(d.description, 'Made by PgLanes: lane ')
), here AS MATERIALIZED (
    SELECT n.oid, n.nspname,
           ARRAY(SELECT s.role FROM sealing AS s
                 WHERE s.mark = right(obj_description(n.oid, 'pg_namespace'), length(s.mark))
                    OR s.mark = (SELECT shobj_description(b.oid, 'pg_database') FROM pg_catalog.pg_database AS b WHERE b.datname = current_database())) AS sealed
    FROM pg_catalog.pg_namespace AS n WHERE n.nspname = ANY ($1)
), subject AS (
    SELECT 'pg_catalog.pg_namespace'::regclass::oid AS classoid, n.oid, n.oid AS namespace, n.nspowner AS owner, n.nspacl AS acl, 'n'::"char" AS kind,
           'SCHEMA' AS type, NULL::name AS member, n.nspname AS name, '' AS signature
    FROM pg_catalog.pg_namespace AS n JOIN here ON here.oid = n.oid
    UNION ALL
    SELECT 'pg_catalog.pg_class'::regclass, c.oid, c.relnamespace, c.relowner, c.relacl, CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char",
           CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, NULL, c.relname, ''
    FROM pg_catalog.pg_class AS c JOIN here ON here.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
    UNION ALL
    SELECT 'pg_catalog.pg_class'::regclass, c.oid, c.relnamespace, c.relowner, a.attacl, 'c', 'TABLE', a.attname, c.relname, ''
    FROM pg_catalog.pg_class AS c JOIN here ON here.oid = c.relnamespace JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid
    WHERE a.attacl IS NOT NULL AND NOT a.attisdropped
    UNION ALL
    SELECT 'pg_catalog.pg_proc'::regclass, p.oid, p.pronamespace, p.proowner, p.proacl, 'f', 'ROUTINE', NULL, p.proname,
           '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')'
    FROM pg_catalog.pg_proc AS p JOIN here ON here.oid = p.pronamespace
    UNION ALL
    SELECT 'pg_catalog.pg_type'::regclass, t.oid, t.typnamespace, t.typowner, t.typacl, 'T', 'TYPE', NULL, t.typname, ''
    FROM pg_catalog.pg_type AS t JOIN here ON here.oid = t.typnamespace LEFT JOIN pg_catalog.pg_class AS c ON c.oid = t.typrelid
    WHERE t.typtype IN ('e', 'd', 'r') OR t.typtype = 'b' AND t.typelem = 0 OR c.relkind = 'c'
), candidate AS (
    SELECT s.*, n.nspname, n.sealed, d.defaclacl,
           CASE WHEN s.kind = 'n' AND pg_get_userbyid(s.owner) = 'pg_database_owner' AND NOT me.rolsuper AND pg_has_role(me.oid, s.owner, 'MEMBER')
                THEN (SELECT b.datdba FROM pg_catalog.pg_database AS b WHERE b.datname = current_database()) ELSE s.owner END AS holder
    FROM subject AS s
    CROSS JOIN me
    JOIN here AS n ON n.oid = s.namespace
    LEFT JOIN pg_catalog.pg_default_acl AS d
      ON d.defaclrole = (SELECT me.oid FROM me) AND d.defaclnamespace = 0 AND d.defaclobjtype = CASE s.kind WHEN 's' THEN 'S' ELSE s.kind END
    WHERE (s.acl IS NOT NULL OR d.defaclacl IS NOT NULL)
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e WHERE e.classid = s.classoid AND e.objid = s.oid AND e.deptype = 'e')
), privilege AS (
    SELECT s.*,
           ARRAY(SELECT x.privilege_type || E'\n' || CASE x.grantee WHEN 0 THEN '' WHEN s.owner THEN '*' ELSE pg_get_userbyid(x.grantee) END
                        || E'\n' || x.is_grantable || E'\n' || CASE x.grantor WHEN s.owner THEN '*' ELSE pg_get_userbyid(x.grantor) END || E'\n'
                        || (me.rolsuper OR x.grantor = s.owner OR pg_has_role(me.oid, x.grantor, 'MEMBER'))
                 FROM me, aclexplode(COALESCE(s.acl, acldefault(s.kind, s.owner))) AS x
                 WHERE x.grantee <> ALL (s.sealed) AND (s.holder = s.owner OR x.grantee <> s.holder)
                   AND (x.grantee <> me.oid OR pg_has_role(me.oid, s.owner, 'MEMBER')) ORDER BY 1) AS privileges,
           ARRAY(SELECT x.privilege_type || E'\n' || CASE x.grantee WHEN 0 THEN '' WHEN me.oid THEN '*' WHEN s.owner THEN '*' ELSE pg_get_userbyid(x.grantee) END
                        || E'\n' || x.is_grantable || E'\n*\ntrue'
                 FROM me, aclexplode(COALESCE(s.defaclacl, acldefault(s.kind, me.oid))) AS x ORDER BY 1) AS initial
    FROM candidate AS s
)
SELECT s.classoid, s.oid, s.nspname AS schema, s.type, s.member, s.name, s.signature,
       CASE WHEN pg_has_role(me.oid, s.owner, 'MEMBER') THEN pg_get_userbyid(s.holder) ELSE current_user END AS owner, s.privileges, s.initial
FROM privilege AS s, me
WHERE s.privileges <> s.initial
ORDER BY s.type <> 'SCHEMA', s.nspname, s.type, s.name, s.signature, s.member NULLS FIRST;
