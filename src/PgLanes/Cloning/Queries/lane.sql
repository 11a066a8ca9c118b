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
-- Who holds locks on the lane's relations, strongest lock first; for the message of a reset that waited in vain.
CREATE OR REPLACE FUNCTION :tool.blockers(lane_id integer) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $lane$
    SELECT string_agg(b.line, '; ')
    FROM (SELECT DISTINCT ON (k.pid, p.gid)
                 CASE WHEN k.pid IS NULL THEN format('the prepared transaction %L has held a %s on %I.%I for %s s', p.gid, k.mode, n.nspname, c.relname,
                                                     extract(epoch FROM clock_timestamp() - p.prepared)::integer)
                      ELSE format('pid %s ("%s") has held a %s on %I.%I for %s s%s', a.pid, a.application_name, k.mode, n.nspname, c.relname,
                                  COALESCE(extract(epoch FROM clock_timestamp() - a.xact_start)::integer, 0), ', ' || a.state) END AS line
          FROM pg_locks AS k
          JOIN pg_class AS c ON c.oid = k.relation
          JOIN pg_namespace AS n ON n.oid = c.relnamespace
          LEFT JOIN pg_stat_activity AS a ON a.pid = k.pid
          LEFT JOIN pg_locks AS x ON k.pid IS NULL AND x.pid IS NULL AND x.locktype = 'transactionid' AND x.virtualtransaction = k.virtualtransaction
          LEFT JOIN pg_prepared_xacts AS p ON p.transaction = x.transactionid
          JOIN :tool.lanes AS l ON l.id = lane_id AND n.nspname = ANY (l.schemas)
          WHERE k.locktype = 'relation' AND k.granted AND k.pid IS DISTINCT FROM pg_backend_pid()
            AND k.database = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
          ORDER BY k.pid, p.gid, k.mode <> 'AccessExclusiveLock', k.mode = 'AccessShareLock', c.relkind <> 'r') AS b
$lane$;
CREATE OR REPLACE FUNCTION :tool.reset() RETURNS integer LANGUAGE plpgsql SET lock_timeout = '10s' AS $lane$
#variable_conflict use_column
DECLARE
    path constant text := pg_catalog.current_setting('search_path');
    lane integer;
    restored integer;
BEGIN
    -- The session remembers under which snapshot it saw the lane clean; see the lane's own function.
    IF pg_catalog.current_setting(':bare.clean', true) OPERATOR(pg_catalog.=) pg_catalog.concat(pg_catalog.pg_current_snapshot(), ' ', path)
       AND pg_catalog.pg_current_xact_id_if_assigned() IS NULL
       AND pg_catalog.current_setting('transaction_isolation') OPERATOR(pg_catalog.=) 'read committed' THEN
        RETURN 0;
    END IF;
    -- As lane_id(), whose query would be planned at every call.
    SELECT l.id INTO lane
    FROM pg_catalog.unnest(pg_catalog.current_schemas(false)) WITH ORDINALITY AS path(name, place)
    JOIN :tool.lanes AS l ON path.name::text OPERATOR(pg_catalog.=) ANY (l.schemas)
    WHERE l.state OPERATOR(pg_catalog.=) 'ready'
    ORDER BY path.place
    LIMIT 1;
    IF lane IS NULL THEN
        IF EXISTS (SELECT FROM pg_catalog.unnest(pg_catalog.current_schemas(false)) AS path(name)
                   JOIN :tool.lanes AS l ON path.name::text OPERATOR(pg_catalog.=) ANY (l.schemas)) THEN
            RAISE EXCEPTION 'this connection is on a lane that is not ready, because it is being made, or a reset of it failed: its search_path is %', path
                USING ERRCODE = 'object_not_in_prerequisite_state',
                      HINT = 'The next lease makes it anew, as pglanes up does.';
        END IF;
        RAISE EXCEPTION 'this connection is not on a lane, so there is nothing to reset: its search_path is %', path
            USING ERRCODE = 'object_not_in_prerequisite_state',
                  HINT = 'Connect with the URL of a lane, as pglanes env prints it.';
    END IF;
    BEGIN
        EXECUTE pg_catalog.format('SELECT (:tool.%I(2)).tables', 'reset_lane_' OPERATOR(pg_catalog.||) lane) INTO restored;
    EXCEPTION WHEN lock_not_available THEN
        RAISE EXCEPTION 'lane % was not reset: %', :tool.lane(), COALESCE(:tool.blockers(lane), 'a lock was not given in time')
            USING ERRCODE = 'lock_not_available', HINT = 'End that transaction, and reset again.';
    END;
    -- The disk need not have what the next reset would bring again.
    IF restored OPERATOR(pg_catalog.>) 0 THEN PERFORM pg_catalog.set_config('synchronous_commit', 'off', true); END IF;
    PERFORM pg_catalog.set_config(':bare.clean', pg_catalog.concat(
        pg_catalog.current_setting(':bare.clean_' OPERATOR(pg_catalog.||) lane, true), ' ', path), false);
    RETURN restored;
END
$lane$;
