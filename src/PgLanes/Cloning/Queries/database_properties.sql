-- database_properties: what CREATE DATABASE does not copy of database $1 (text), as statements for database $2 (text): grants, and settings,
-- each of which takes effect by FROM CURRENT, so that lists need no quoting. Rights that are there by default are given back, too.
SELECT NULL::text AS setting, NULL::text AS value,
       format('REVOKE ALL ON DATABASE %I FROM PUBLIC', $2) AS statement, 0 AS place
FROM pg_catalog.pg_database AS d
WHERE d.datname = $1 AND d.datacl IS NOT NULL
UNION ALL
SELECT NULL, NULL,
       format('GRANT %s ON DATABASE %I TO %s%s', g.privilege_type, $2, CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(r.rolname) END,
              CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END), 1
FROM pg_catalog.pg_database AS d
CROSS JOIN LATERAL aclexplode(d.datacl) AS g
LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = g.grantee
WHERE d.datname = $1 AND g.grantee <> d.datdba
UNION ALL
SELECT split_part(c.entry, '=', 1), substr(c.entry, strpos(c.entry, '=') + 1),
       CASE s.setrole WHEN 0 THEN format('ALTER DATABASE %I SET %s FROM CURRENT', $2, split_part(c.entry, '=', 1))
                      ELSE format('ALTER ROLE %I IN DATABASE %I SET %s FROM CURRENT', r.rolname, $2, split_part(c.entry, '=', 1)) END, 2
FROM pg_catalog.pg_db_role_setting AS s
JOIN pg_catalog.pg_database AS d ON d.oid = s.setdatabase
LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = s.setrole
CROSS JOIN LATERAL unnest(s.setconfig) AS c(entry)
WHERE d.datname = $1
ORDER BY place, statement;
