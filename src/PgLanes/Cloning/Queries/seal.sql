-- seal: the roles of sealed lanes, and what gives such a role the rights on its lane that tests need. Functions and types are everyone's
-- unless it was said otherwise. The passwords are for the tool's own role alone.
CREATE TABLE IF NOT EXISTS :tool.seals (
    lane integer PRIMARY KEY REFERENCES :tool.lanes ON DELETE CASCADE,
    role text NOT NULL,
    password text NOT NULL,
    is_applied boolean NOT NULL DEFAULT false
);
-- Where no schemas are named, the lane is the whole database. Not CREATE and not TRIGGER: a reset runs with its owner's rights, and nothing of
-- the role's making may stand in its way.
CREATE OR REPLACE FUNCTION :tool.seal(lane_id integer, role text, schemas text[], path text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $seal$
DECLARE
    table_rights constant text := 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES'
        || CASE WHEN current_setting('server_version_num')::integer >= 170000 THEN ', MAINTAIN' ELSE '' END;
    restore constant text := format(':tool.%I(boolean)', 'restore_lane_' || lane_id);
    statement text;
BEGIN
    EXECUTE format('ALTER ROLE %I SET search_path = %s', role, path);
    IF NOT has_database_privilege(role, current_database(), 'CONNECT') THEN
        EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), role);
    END IF;
    FOR statement IN
        WITH space AS MATERIALIZED (
            SELECT n.oid, n.nspname FROM pg_namespace AS n
            WHERE CASE WHEN schemas IS NULL THEN n.nspname !~ '^(pg_|information_schema$)' AND n.nspname <> ':bare' ELSE n.nspname = ANY (schemas) END
              AND pg_has_role(n.nspowner, 'USAGE')
        ), own AS MATERIALIZED (
            SELECT e.classid, e.objid FROM pg_depend AS e WHERE e.deptype = 'e'
        )
        SELECT format('GRANT USAGE ON SCHEMA %I TO %I', s.nspname, role) FROM space AS s
        UNION ALL
        SELECT format('GRANT %s ON %s%s TO %I', k.rights, k.kind, string_agg(format('%I.%I', s.nspname, c.relname), ', '), role)
        FROM pg_class AS c JOIN space AS s ON s.oid = c.relnamespace
        CROSS JOIN LATERAL (SELECT CASE c.relkind WHEN 'S' THEN 'ALL' ELSE table_rights END, CASE c.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END) AS k(rights, kind)
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND pg_has_role(c.relowner, 'USAGE')
          AND ('pg_class'::regclass, c.oid) NOT IN (SELECT o.classid, o.objid FROM own AS o)
        GROUP BY k.rights, k.kind
        UNION ALL
        SELECT format('GRANT EXECUTE ON ROUTINE %s TO %I', p.oid::regprocedure, role)
        FROM pg_proc AS p JOIN space AS s ON s.oid = p.pronamespace
        WHERE p.proacl IS NOT NULL AND ('pg_proc'::regclass, p.oid) NOT IN (SELECT o.classid, o.objid FROM own AS o)
          AND NOT has_function_privilege(role, p.oid, 'EXECUTE') AND pg_has_role(p.proowner, 'USAGE')
        UNION ALL
        SELECT format('GRANT USAGE ON TYPE %s TO %I', t.oid::regtype, role)
        FROM pg_type AS t JOIN space AS s ON s.oid = t.typnamespace
        WHERE t.typacl IS NOT NULL AND NOT has_type_privilege(role, t.oid, 'USAGE') AND pg_has_role(t.typowner, 'USAGE') AND t.typelem = 0
    LOOP
        EXECUTE statement;
    END LOOP;
    EXECUTE 'REVOKE ALL ON FUNCTION ' || restore || ' FROM PUBLIC';
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', restore, role);
END
$seal$;
REVOKE ALL ON FUNCTION :tool.seal FROM PUBLIC;
