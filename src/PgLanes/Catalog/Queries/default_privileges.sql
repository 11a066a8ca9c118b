-- default_privileges: what roles let new objects of schemas $1 (text[]) be granted by themselves, and whether the current role may
-- say so for them. A privilege is four lines: its name, the grantee (empty for PUBLIC), whether it may be granted on, and no grantor.
SELECT d.oid, n.nspname AS schema, r.rolname AS name,
       CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'ROUTINES' WHEN 'T' THEN 'TYPES' ELSE 'LARGE OBJECTS' END AS type,
       ARRAY(SELECT x.privilege_type || E'\n' || CASE x.grantee WHEN 0 THEN '' ELSE pg_get_userbyid(x.grantee) END || E'\n' || x.is_grantable || E'\n'
             FROM aclexplode(d.defaclacl) AS x ORDER BY 1) AS privileges,
       pg_has_role(current_user, r.oid, 'USAGE') AS can_set
FROM pg_catalog.pg_default_acl AS d
JOIN pg_catalog.pg_namespace AS n ON n.oid = d.defaclnamespace
JOIN pg_catalog.pg_roles AS r ON r.oid = d.defaclrole
WHERE n.nspname = ANY ($1)
ORDER BY n.nspname, r.rolname, d.defaclobjtype;
