-- reset_rights: the tables and the sequences of schemas $1 (text[]) whose owner lacks rights on them that a reset needs, where the role that resets has what the owner has;
-- with the statements that grant them and that take them back. To take a right on a table takes those on its columns along, so these are granted again.
-- tables: those that hold rows and feel it, which are also those that refer to the table: the server checks a foreign key as the owner of the other table.
-- Needs an empty search_path.
WITH lacking AS (
    SELECT c.oid, c.relkind, c.oid::regclass::text AS name, pg_get_userbyid(c.relowner) AS owner, c.relowner, r.rights
    FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    CROSS JOIN LATERAL (SELECT array_agg(w.needed) AS rights
                        FROM unnest(CASE c.relkind WHEN 'S' THEN ARRAY['UPDATE'] ELSE ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE'] END) AS w (needed)
                        WHERE NOT has_table_privilege(c.relowner, c.oid, w.needed)) AS r
    WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'p', 'S') AND c.relacl IS NOT NULL AND r.rights IS NOT NULL AND pg_has_role(c.relowner, 'USAGE')
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                      WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
), places AS (
    SELECT l.oid, p.place
    FROM lacking AS l
    CROSS JOIN LATERAL (SELECT l.oid WHERE l.relkind = 'r' UNION ALL SELECT t.relid FROM pg_partition_tree(CASE l.relkind WHEN 'p' THEN l.oid END) AS t WHERE t.isleaf) AS p (place)
    UNION
    SELECT l.oid, COALESCE(t.relid, k.conrelid)
    FROM lacking AS l
    JOIN pg_catalog.pg_constraint AS k ON k.confrelid = l.oid AND k.contype = 'f'
    LEFT JOIN LATERAL pg_partition_tree(k.conrelid) AS t ON t.isleaf
)
SELECT l.relkind = 'S' AS is_sequence, l.name,
       ARRAY(SELECT p.place FROM places AS p WHERE p.oid = l.oid) AS tables,
       format('GRANT %s ON TABLE %s TO %I', array_to_string(l.rights, ', '), l.name, l.owner) AS grants,
       concat_ws('; ', format('REVOKE %s ON TABLE %s FROM %I', array_to_string(l.rights, ', '), l.name, l.owner),
                 (SELECT string_agg(format('GRANT %s (%I) ON TABLE %s TO %I', x.privilege_type, a.attname, l.name, l.owner), '; ')
                  FROM pg_catalog.pg_attribute AS a
                  CROSS JOIN LATERAL aclexplode(a.attacl) AS x
                  WHERE a.attrelid = l.oid AND x.grantee = l.relowner AND x.privilege_type = ANY (l.rights))) AS revokes
FROM lacking AS l
ORDER BY l.oid;
