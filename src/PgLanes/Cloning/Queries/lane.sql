-- lane: what tests of any language call on a lane's own connection. The first lane on the search path is the one that is meant.
CREATE OR REPLACE FUNCTION :tool.lane_id() RETURNS integer LANGUAGE sql STABLE AS $lane$
    SELECT l.id
    FROM pg_catalog.unnest(pg_catalog.current_schemas(false)) WITH ORDINALITY AS path(name, place)
    JOIN :tool.lanes AS l ON path.name::text OPERATOR(pg_catalog.=) ANY (l.schemas)
    WHERE l.state OPERATOR(pg_catalog.=) 'ready'
    ORDER BY path.place
    LIMIT 1
$lane$;
CREATE OR REPLACE FUNCTION :tool.lane() RETURNS integer LANGUAGE sql STABLE AS $lane$
    SELECT l.number FROM :tool.lanes AS l WHERE l.id OPERATOR(pg_catalog.=) :tool.lane_id()
$lane$;
CREATE OR REPLACE FUNCTION :tool.reset() RETURNS integer LANGUAGE plpgsql AS $lane$
DECLARE
    id integer := :tool.lane_id();
    restored integer;
BEGIN
    IF id IS NULL THEN
        RAISE EXCEPTION 'this connection is not on a lane, so there is nothing to reset: its search_path is %', pg_catalog.current_setting('search_path')
            USING ERRCODE = 'object_not_in_prerequisite_state',
                  HINT = 'Connect with the URL of a lane, as pglanes env prints it.';
    END IF;
    EXECUTE pg_catalog.format('SELECT tables FROM :tool.%I()', 'reset_lane_' OPERATOR(pg_catalog.||) id) INTO restored;
    RETURN restored;
END
$lane$;
