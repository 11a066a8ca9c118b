-- take: locks one free lane of a template for this session and returns its id; null where none is free, or where others are waiting for one,
-- whose turn it is. Fresh ones come first, and last those that were set aside, which are only for a pool that was opened later.
DROP FUNCTION IF EXISTS :tool.take(integer, integer, integer, integer);
DROP FUNCTION IF EXISTS :tool.take(integer, integer, integer, integer, timestamptz);
CREATE OR REPLACE FUNCTION :tool.take(
    lock_class integer, template_id integer, most integer, wanted integer, opened timestamptz, turn_class integer) RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $take$
DECLARE
    candidate integer;
    taken integer;
BEGIN
    IF NOT pg_try_advisory_lock(turn_class, template_id) THEN
        RETURN NULL;
    END IF;
    FOR candidate IN
        SELECT l.id FROM :tool.lanes AS l WHERE l.template = template_id AND l.number <= most AND (l.kept_at IS NULL OR l.kept_at < opened)
        ORDER BY l.kept_at IS NULL DESC, l.state = 'ready' AND l.version = wanted DESC, l.number
    LOOP
        IF pg_try_advisory_lock(lock_class, candidate) THEN
            taken := candidate;
            EXIT;
        END IF;
    END LOOP;
    PERFORM pg_advisory_unlock(turn_class, template_id);
    RETURN taken;
END
$take$;
REVOKE ALL ON FUNCTION :tool.take FROM PUBLIC;
