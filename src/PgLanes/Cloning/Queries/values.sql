-- values: how a value that names objects (regclass and its like, alone or within arrays, composite types and domains) is stored, so that
-- it names neither the template's object nor, by accident, another of the same name: schema and name apart, and what lies in no schema of
-- the template by its oid. Arrays and composite values are stored by their parts, all others as text.
CREATE OR REPLACE FUNCTION :tool.kept_type(id oid, sources text[]) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $values$
    SELECT COALESCE(
        (SELECT jsonb_build_object('schema', n.nspname, 'name', t.typname, 'array', t.oid <> id)
         FROM pg_type AS t
         JOIN pg_namespace AS n ON n.oid = t.typnamespace
         WHERE t.oid = COALESCE((SELECT e.oid FROM pg_type AS e WHERE e.typarray = id AND id <> 0), id) AND n.nspname = ANY (sources)
           AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')),
        to_jsonb(id::text))
$values$;
CREATE OR REPLACE FUNCTION :tool.kept_name(kind text, id oid, sources text[]) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $values$
    SELECT CASE WHEN kind = 'regtype' THEN :tool.kept_type(id, sources) ELSE COALESCE(
        (SELECT jsonb_build_object('schema', n.nspname, 'name', o.name) || o.more
         FROM (SELECT 'pg_class'::regclass AS catalog, c.relnamespace AS namespace, c.relname AS name, '{}'::jsonb AS more
               FROM pg_class AS c WHERE kind = 'regclass' AND c.oid = id
               UNION ALL
               SELECT 'pg_proc'::regclass, p.pronamespace, p.proname, jsonb_build_object('arguments', to_jsonb(ARRAY(
                          SELECT :tool.kept_type(a.id, sources) FROM unnest(p.proargtypes) WITH ORDINALITY AS a(id, place) ORDER BY a.place)))
               FROM pg_proc AS p WHERE kind IN ('regproc', 'regprocedure') AND p.oid = id
               UNION ALL
               SELECT 'pg_operator'::regclass, p.oprnamespace, p.oprname,
                      jsonb_build_object('arguments', to_jsonb(ARRAY[:tool.kept_type(p.oprleft, sources), :tool.kept_type(p.oprright, sources)]))
               FROM pg_operator AS p WHERE kind IN ('regoper', 'regoperator') AND p.oid = id
               UNION ALL
               SELECT 'pg_collation'::regclass, l.collnamespace, l.collname, jsonb_build_object('encoding', l.collencoding)
               FROM pg_collation AS l WHERE kind = 'regcollation' AND l.oid = id
               UNION ALL
               SELECT 'pg_ts_config'::regclass, f.cfgnamespace, f.cfgname, '{}' FROM pg_ts_config AS f WHERE kind = 'regconfig' AND f.oid = id
               UNION ALL
               SELECT 'pg_ts_dict'::regclass, f.dictnamespace, f.dictname, '{}' FROM pg_ts_dict AS f WHERE kind = 'regdictionary' AND f.oid = id
               UNION ALL
               SELECT 'pg_namespace'::regclass, s.oid, s.nspname, '{}' FROM pg_namespace AS s WHERE kind = 'regnamespace' AND s.oid = id) AS o
         JOIN pg_namespace AS n ON n.oid = o.namespace
         WHERE n.nspname = ANY (sources)
           AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = o.catalog AND d.objid = id AND d.deptype = 'e')),
        to_jsonb(id::text)) END
$values$;
CREATE OR REPLACE FUNCTION :tool.kept(value anyelement, sources text[]) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $values$
DECLARE
    own pg_type%ROWTYPE;
    parts text;
    result jsonb;
BEGIN
    IF num_nulls(value) = 1 THEN RETURN 'null'; END IF;
    SELECT * INTO STRICT own FROM pg_type AS t WHERE t.oid = pg_typeof(value);
    IF own.typtype = 'd' THEN
        EXECUTE format('SELECT :tool.kept($1::%s, $2)', format_type(own.typbasetype, own.typtypmod)) INTO result USING value, sources;
    ELSIF own.typcategory = 'A' AND own.typlen = -1 AND own.typelem <> 0 THEN
        EXECUTE $array$
            SELECT jsonb_build_object(
                'bounds', array_dims($1),
                'lengths', to_jsonb(ARRAY(SELECT array_length($1, d) FROM generate_series(1, array_ndims($1)) AS d)),
                'items', to_jsonb(ARRAY(SELECT :tool.kept(i.item, $2) FROM (SELECT unnest($1) AS item) AS i)))
            $array$ INTO result USING value, sources;
    ELSIF own.typtype = 'c' THEN
        SELECT string_agg(format(':tool.kept(($1).%I, $2)', a.attname), ', ' ORDER BY a.attnum) INTO parts
        FROM pg_attribute AS a WHERE a.attrelid = own.typrelid AND a.attnum > 0 AND NOT a.attisdropped;
        EXECUTE format('SELECT to_jsonb(ARRAY[%s]::jsonb[])', parts) INTO result USING value, sources;
    ELSIF own.typnamespace = 'pg_catalog'::regnamespace AND own.typname ~ '^reg' AND own.typname <> 'regrole' THEN
        result := :tool.kept_name(own.typname, value::oid, sources);
    ELSE
        result := to_jsonb(value::text);
    END IF;
    RETURN result;
END
$values$;
CREATE OR REPLACE FUNCTION :tool.lane_type(kept jsonb, lanes jsonb) RETURNS oid
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $values$
    SELECT CASE WHEN jsonb_typeof(kept) = 'string' THEN (kept #>> '{}')::oid ELSE (
        SELECT CASE WHEN (kept ->> 'array')::boolean THEN t.typarray ELSE t.oid END
        FROM pg_type AS t JOIN pg_namespace AS n ON n.oid = t.typnamespace
        WHERE n.nspname = COALESCE(lanes ->> (kept ->> 'schema'), kept ->> 'schema') AND t.typname = kept ->> 'name') END
$values$;
CREATE OR REPLACE FUNCTION :tool.lane_name(kind text, kept jsonb, lanes jsonb) RETURNS oid
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $values$
    SELECT CASE WHEN jsonb_typeof(kept) = 'string' THEN (kept #>> '{}')::oid WHEN kind = 'regtype' THEN :tool.lane_type(kept, lanes) ELSE (
        SELECT o.id
        FROM pg_namespace AS n
        CROSS JOIN (SELECT kept ->> 'name' AS name, ARRAY(SELECT :tool.lane_type(a.kept, lanes)
                           FROM jsonb_array_elements(kept -> 'arguments') WITH ORDINALITY AS a(kept, place) ORDER BY a.place) AS arguments) AS k
        CROSS JOIN LATERAL (
            SELECT c.oid AS id FROM pg_class AS c WHERE kind = 'regclass' AND c.relnamespace = n.oid AND c.relname = k.name
            UNION ALL
            SELECT p.oid FROM pg_proc AS p
            WHERE kind IN ('regproc', 'regprocedure') AND p.pronamespace = n.oid AND p.proname = k.name AND ARRAY(SELECT unnest(p.proargtypes)) = k.arguments
            UNION ALL
            SELECT p.oid FROM pg_operator AS p
            WHERE kind IN ('regoper', 'regoperator') AND p.oprnamespace = n.oid AND p.oprname = k.name AND ARRAY[p.oprleft, p.oprright] = k.arguments
            UNION ALL
            SELECT l.oid FROM pg_collation AS l
            WHERE kind = 'regcollation' AND l.collnamespace = n.oid AND l.collname = k.name AND l.collencoding = (kept ->> 'encoding')::integer
            UNION ALL
            SELECT f.oid FROM pg_ts_config AS f WHERE kind = 'regconfig' AND f.cfgnamespace = n.oid AND f.cfgname = k.name
            UNION ALL
            SELECT f.oid FROM pg_ts_dict AS f WHERE kind = 'regdictionary' AND f.dictnamespace = n.oid AND f.dictname = k.name
            UNION ALL
            SELECT n.oid WHERE kind = 'regnamespace') AS o
        WHERE n.nspname = COALESCE(lanes ->> (kept ->> 'schema'), kept ->> 'schema')) END
$values$;
-- Returns the text of a stored value of the given type of a lane; lanes holds the lane's schema for each of the template's.
CREATE OR REPLACE FUNCTION :tool.given(kept jsonb, type oid, lanes jsonb) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $values$
DECLARE
    own pg_type%ROWTYPE;
    parts text[];
    id oid;
BEGIN
    IF kept IS NULL OR kept = 'null' THEN RETURN NULL; END IF;
    SELECT * INTO STRICT own FROM pg_type AS t WHERE t.oid = type;
    IF own.typtype = 'd' THEN
        RETURN :tool.given(kept, own.typbasetype, lanes);
    ELSIF own.typcategory = 'A' AND own.typlen = -1 AND own.typelem <> 0 THEN
        parts := ARRAY(
            SELECT COALESCE('"' || replace(replace(:tool.given(i.item, own.typelem, lanes), E'\\', E'\\\\'), '"', E'\\"') || '"', 'NULL')
            FROM jsonb_array_elements(kept -> 'items') WITH ORDINALITY AS i(item, place) ORDER BY i.place);
        FOR dimension IN REVERSE jsonb_array_length(kept -> 'lengths') - 1 .. 1 LOOP
            parts := ARRAY(
                SELECT '{' || string_agg(p.part, ',' ORDER BY p.place) || '}'
                FROM unnest(parts) WITH ORDINALITY AS p(part, place)
                GROUP BY (p.place - 1) / (kept -> 'lengths' ->> dimension)::integer
                ORDER BY min(p.place));
        END LOOP;
        RETURN COALESCE(kept ->> 'bounds' || '=', '') || '{' || array_to_string(parts, ',') || '}';
    ELSIF own.typtype = 'c' THEN
        RETURN '(' || array_to_string(ARRAY(
            SELECT COALESCE('"' || replace(replace(:tool.given(kept -> (a.place - 1)::integer, a.atttypid, lanes), E'\\', E'\\\\'), '"', '""') || '"', '')
            FROM (SELECT t.atttypid, row_number() OVER (ORDER BY t.attnum) AS place
                  FROM pg_attribute AS t WHERE t.attrelid = own.typrelid AND t.attnum > 0 AND NOT t.attisdropped) AS a
            ORDER BY a.place), ',') || ')';
    ELSIF own.typnamespace = 'pg_catalog'::regnamespace AND own.typname ~ '^reg' AND own.typname <> 'regrole' THEN
        id := :tool.lane_name(own.typname, kept, lanes);
        IF id IS NULL THEN
            RAISE EXCEPTION 'a row of the template names %.%, of which the lane has no copy (%)', kept ->> 'schema', kept ->> 'name', own.typname
                USING ERRCODE = 'undefined_object';
        END IF;
        RETURN id;
    END IF;
    RETURN kept #>> '{}';
END
$values$;
REVOKE ALL ON FUNCTION :tool.kept_type, :tool.kept_name, :tool.kept, :tool.lane_type, :tool.lane_name, :tool.given FROM PUBLIC;
