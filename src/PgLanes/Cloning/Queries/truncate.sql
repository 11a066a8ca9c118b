-- truncate: finds the tables that must be truncated together with given ones (all of schemas that refer to them, however far), and truncates.
-- PostgreSQL truncates none of them without the others. Triggers of partitioned tables are set aside meanwhile; the caller does so for tables that hold rows.
CREATE OR REPLACE FUNCTION :tool.truncation(tables oid[], schemas text[]) RETURNS oid[]
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $truncation$
    WITH RECURSIVE reached AS (
        SELECT unnest(tables) AS id
        UNION
        SELECT step.id
        FROM reached
        CROSS JOIN LATERAL (
            SELECT k.conrelid AS id FROM pg_constraint AS k WHERE k.confrelid = reached.id AND k.contype = 'f'
            UNION ALL
            SELECT i.inhrelid FROM pg_inherits AS i JOIN pg_class AS p ON p.oid = i.inhparent
            WHERE i.inhparent = reached.id AND p.relkind = 'p') AS step
    )
    SELECT array_agg(c.oid)
    FROM reached JOIN pg_class AS c ON c.oid = reached.id JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname = ANY (schemas)
$truncation$;
CREATE OR REPLACE FUNCTION :tool.truncate_all(tables oid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $truncation$
DECLARE
    set_aside text;
    set_back text;
BEGIN
    SELECT string_agg(format('ALTER TABLE %I.%I DISABLE TRIGGER %I', n.nspname, c.relname, g.tgname), '; '),
           string_agg(format('ALTER TABLE %I.%I ENABLE %sTRIGGER %I', n.nspname, c.relname,
                             CASE g.tgenabled WHEN 'A' THEN 'ALWAYS ' WHEN 'R' THEN 'REPLICA ' END, g.tgname), '; ')
    INTO set_aside, set_back
    FROM pg_trigger AS g JOIN pg_class AS c ON c.oid = g.tgrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.oid = ANY (tables) AND c.relkind = 'p' AND NOT g.tgisinternal AND g.tgenabled <> 'D' AND g.tgtype & 32 <> 0;
    IF set_aside IS NOT NULL THEN EXECUTE set_aside; END IF;
    EXECUTE 'TRUNCATE TABLE ' || (
        SELECT string_agg(format('%s%I.%I', CASE WHEN c.relkind = 'p' THEN '' ELSE 'ONLY ' END, n.nspname, c.relname), ', ')
        FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
        WHERE c.oid = ANY (tables));
    IF set_back IS NOT NULL THEN EXECUTE set_back; END IF;
END
$truncation$;
REVOKE ALL ON FUNCTION :tool.truncation, :tool.truncate_all FROM PUBLIC;
