-- seal_hazards: what PUBLIC, and with it the role of every sealed lane, may do in the template's schemas $1 (text[]); and which of the schemas
-- that hold extensions, $2 (text[]), it may not use; and which servers of foreign tables know users, and not everybody.
WITH space AS MATERIALIZED (
    SELECT n.oid, n.nspname, n.nspname = ANY ($1) AS is_template,
           ARRAY(SELECT a.privilege_type FROM aclexplode(COALESCE(n.nspacl, acldefault('n', n.nspowner))) AS a WHERE a.grantee = 0) AS privileges
    FROM pg_catalog.pg_namespace AS n WHERE n.nspname = ANY ($1) OR n.nspname = ANY ($2)
), own AS MATERIALIZED (
    SELECT e.classid, e.objid FROM pg_catalog.pg_depend AS e WHERE e.deptype = 'e'
)
SELECT 'create' AS what, format('schema %I', s.nspname) AS object, 'CREATE' AS privileges
FROM space AS s WHERE s.is_template AND 'CREATE' = ANY (s.privileges)
UNION ALL
SELECT 'extension', format('schema %I', s.nspname), 'USAGE'
FROM space AS s WHERE s.nspname = ANY ($2) AND s.nspname <> 'pg_catalog' AND 'USAGE' <> ALL (s.privileges)
UNION ALL
SELECT 'privilege', format('%s %I.%I', CASE WHEN c.relkind = 'S' THEN 'sequence' ELSE 'table' END, s.nspname, c.relname),
       (SELECT string_agg(DISTINCT a.privilege_type, ', ')
        FROM (SELECT c.relacl UNION ALL SELECT t.attacl FROM pg_catalog.pg_attribute AS t WHERE t.attrelid = c.oid AND t.attacl IS NOT NULL) AS l(acl), aclexplode(l.acl) AS a
        WHERE a.grantee = 0)
FROM pg_catalog.pg_class AS c JOIN space AS s ON s.oid = c.relnamespace
WHERE s.is_template AND 'USAGE' = ANY (s.privileges) AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
  AND ('pg_catalog.pg_class'::regclass, c.oid) NOT IN (SELECT o.classid, o.objid FROM own AS o)
  AND EXISTS (SELECT FROM (SELECT c.relacl UNION ALL SELECT t.attacl FROM pg_catalog.pg_attribute AS t WHERE t.attrelid = c.oid AND t.attacl IS NOT NULL) AS l(acl),
                   aclexplode(l.acl) AS a WHERE a.grantee = 0)
UNION ALL
SELECT 'definer', format('routine %I.%I(%s)', s.nspname, p.proname, oidvectortypes(p.proargtypes)), 'EXECUTE'
FROM pg_catalog.pg_proc AS p JOIN space AS s ON s.oid = p.pronamespace
WHERE s.is_template AND 'USAGE' = ANY (s.privileges) AND p.prosecdef
  AND ('pg_catalog.pg_proc'::regclass, p.oid) NOT IN (SELECT o.classid, o.objid FROM own AS o)
  AND EXISTS (SELECT FROM aclexplode(COALESCE(p.proacl, acldefault('f', p.proowner))) AS a WHERE a.grantee = 0)
UNION ALL
SELECT DISTINCT 'mapping', format('server %I', m.srvname), ''
FROM pg_catalog.pg_foreign_table AS f JOIN pg_catalog.pg_class AS c ON c.oid = f.ftrelid JOIN space AS s ON s.oid = c.relnamespace
JOIN pg_catalog.pg_user_mappings AS m ON m.srvid = f.ftserver
WHERE s.is_template AND NOT EXISTS (SELECT FROM pg_catalog.pg_user_mappings AS p WHERE p.srvid = f.ftserver AND p.umuser = 0)
ORDER BY what, object;
