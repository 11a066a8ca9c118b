-- shape: digests of the definitions in schemas, one for each catalog. Two shapes are the same where no definition was made, changed or
-- dropped. What TRUNCATE, REFRESH, ANALYZE, VACUUM and a reset change is left out: a reset sets triggers and rules aside and makes
-- constraints anew, so of these the content counts, and of other rows the transaction that wrote them. Each statement reads one catalog by
-- one index, so that a new session plans it at once; where there is nothing to read, it is not planned at all.
CREATE OR REPLACE FUNCTION :tool.shape(schemas text[]) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan SET jit = off AS $shape$
#variable_conflict use_variable
DECLARE
    spaces oid[];
    relations oid[];
    tables oid[];
    sequences oid[];
    guarded oid[];
    ruled oid[];
    indexes oid[];
    loose oid[];
    calling oid[];
    types oid[];
    composites oid[];
    functions oid[];
    operators oid[];
    collations oid[];
    conversions oid[];
    configurations oid[];
    dictionaries oid[];
    statistics oid[];
    privileges oid[];
    parts numeric[];
    part numeric;
BEGIN
    SELECT array_agg(n.oid ORDER BY n.nspname), sum(hash_record_extended(ROW(n.nspname, n.nspowner, n.nspacl), 0)) INTO spaces, part
    FROM pg_namespace AS n WHERE n.nspname = ANY (schemas);
    parts := ARRAY[part];
    SELECT array_agg(d.objid) FILTER (WHERE d.classid = 'pg_class'::regclass), array_agg(d.objid) FILTER (WHERE d.classid = 'pg_type'::regclass),
           array_agg(d.objid) FILTER (WHERE d.classid = 'pg_proc'::regclass), array_agg(d.objid) FILTER (WHERE d.classid = 'pg_operator'::regclass),
           array_agg(d.objid) FILTER (WHERE d.classid = 'pg_collation'::regclass), array_agg(d.objid) FILTER (WHERE d.classid = 'pg_conversion'::regclass),
           array_agg(d.objid) FILTER (WHERE d.classid = 'pg_ts_config'::regclass), array_agg(d.objid) FILTER (WHERE d.classid = 'pg_ts_dict'::regclass),
           array_agg(d.objid) FILTER (WHERE d.classid = 'pg_statistic_ext'::regclass), array_agg(d.objid) FILTER (WHERE d.classid = 'pg_default_acl'::regclass),
           sum(hash_record_extended(ROW(d.classid, d.objid), 0))
    INTO relations, types, functions, operators, collations, conversions, configurations, dictionaries, statistics, privileges, part
    FROM pg_depend AS d WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = ANY (spaces);
    parts := parts || part;
    SELECT array_agg(c.oid) FILTER (WHERE c.relkind <> 'S'), array_agg(c.oid) FILTER (WHERE c.relkind = 'S'),
           array_agg(c.oid) FILTER (WHERE c.relhastriggers), array_agg(c.oid) FILTER (WHERE c.relhasrules),
           sum(hash_record_extended(ROW(c.oid, c.relname, c.relkind, c.relowner, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity,
                                        c.relreplident, c.relispartition, c.relam, c.reltablespace, c.reloptions, c.relacl, c.reloftype), 0))
    INTO tables, sequences, guarded, ruled, part
    FROM pg_class AS c WHERE c.oid = ANY (relations);
    parts := parts || part;
    IF types IS NOT NULL THEN
        -- The columns of a composite type are those of a relation that is no member of the schema.
        SELECT array_agg(t.typrelid) FILTER (WHERE t.typrelid <> 0), sum(hash_record_extended(ROW(t.oid, t.xmin), 0)) INTO composites, part
        FROM pg_type AS t WHERE t.oid = ANY (types);
        parts := parts || part;
        tables := tables || composites;
        SELECT sum(hash_record_extended(ROW(e.oid, e.xmin), 0)) INTO part FROM pg_enum AS e WHERE e.enumtypid = ANY (types);
        parts := parts || part;
        SELECT sum(hash_record_extended(ROW(k.contypid, k.conname, k.contype, CASE WHEN k.convalidated THEN k.xmin::text ELSE pg_get_constraintdef(k.oid) END), 0)) INTO part
        FROM pg_constraint AS k WHERE k.contypid = ANY (types);
        parts := parts || part;
        -- A cast is a member of no schema.
        SELECT sum(hash_record_extended(ROW(d.objid, d.refobjid), 0)) INTO part
        FROM pg_depend AS d WHERE d.refclassid = 'pg_type'::regclass AND d.refobjid = ANY (types) AND d.classid = 'pg_cast'::regclass;
        parts := parts || part;
    END IF;
    IF tables IS NOT NULL THEN
        SELECT array_agg(x.indexrelid), sum(hash_record_extended(ROW(x.indexrelid, x.indisvalid, x.indisunique, x.indisreplident), 0)) INTO indexes, part
        FROM pg_index AS x WHERE x.indrelid = ANY (tables);
        parts := parts || part;
        SELECT sum(hash_record_extended(ROW(c.oid, c.relname, c.reloptions, c.reltablespace), 0)) INTO part
        FROM pg_class AS c WHERE c.oid = ANY (indexes);
        parts := parts || part;
        -- A reset makes constraints anew that call functions.
        IF functions IS NOT NULL THEN
            SELECT array_agg(d.objid) INTO calling
            FROM pg_depend AS d
            WHERE d.refclassid = 'pg_proc'::regclass AND d.refobjid = ANY (functions) AND d.classid = 'pg_constraint'::regclass;
        END IF;
        -- What is only inherited cannot be changed by itself, and is made valid anew where a reset makes its parent's anew.
        SELECT array_agg(k.conrelid) FILTER (WHERE k.contype = 'n' AND NOT k.convalidated),
               sum(hash_record_extended(ROW(k.conrelid, k.conname, k.contype, k.convalidated, k.condeferrable, k.condeferred, k.confrelid, k.conkey,
                                            k.confkey, k.confupdtype, k.confdeltype,
                                            CASE WHEN NOT k.convalidated OR k.oid = ANY (calling) THEN pg_get_constraintdef(k.oid)
                                                 WHEN k.conislocal THEN k.xmin::text END), 0))
        INTO loose, part
        FROM pg_constraint AS k WHERE k.conrelid = ANY (tables);
        parts := parts || part;
        -- A column's row is written anew with its default, with a not-null constraint that a reset makes anew, and with privileges that a reset takes and grants again.
        SELECT sum(hash_record_extended(ROW(a.attrelid, a.attnum, CASE WHEN (a.attrelid = ANY (loose)) IS NOT TRUE AND a.attacl IS NULL THEN a.xmin END,
                                            CASE WHEN a.attrelid = ANY (loose) OR a.attacl IS NOT NULL THEN
                                                concat_ws(' ', a.attname, a.atttypid, a.atttypmod, a.attnotnull,
                                                          a.atthasdef, a.attidentity, a.attgenerated, a.attisdropped, a.attcollation, a.attstorage, a.attcompression, a.attstattarget,
                                                          (SELECT d.oid FROM pg_attrdef AS d WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum),
                                                          (SELECT string_agg(x::text, ' ' ORDER BY x::text) FROM unnest(a.attacl) AS x)) END), 0)) INTO part
        FROM pg_attribute AS a WHERE a.attrelid = ANY (tables) AND a.attnum > 0;
        parts := parts || part;
        SELECT sum(hash_record_extended(ROW(p.oid, p.xmin), 0)) INTO part FROM pg_policy AS p WHERE p.polrelid = ANY (tables);
        parts := parts || part;
    END IF;
    IF guarded IS NOT NULL THEN
        SELECT sum(CASE WHEN g.tgisinternal AND (g.tgparentid = 0 OR g.tgconstrrelid <> 0) THEN CASE WHEN g.tgenabled = 'O' THEN 1 ELSE g.tgrelid::bigint * 1000 END
                        ELSE hash_record_extended(ROW(g.tgrelid, g.tgname, g.tgfoid, g.tgenabled, g.tgtype, g.tgattr::text, g.tgargs,
                                                        g.tgqual::text, g.tgdeferrable, g.tginitdeferred, g.tgoldtable, g.tgnewtable), 0) END) INTO part
        FROM pg_trigger AS g WHERE g.tgrelid = ANY (guarded);
        parts := parts || part;
    END IF;
    IF ruled IS NOT NULL THEN
        SELECT sum(hash_record_extended(ROW(w.ev_class, w.rulename, w.ev_enabled, w.ev_type,
                                            CASE WHEN w.ev_type = '1' THEN w.xmin::text ELSE concat(w.ev_qual, w.ev_action) END), 0)) INTO part
        FROM pg_rewrite AS w WHERE w.ev_class = ANY (ruled);
        parts := parts || part;
    END IF;
    IF sequences IS NOT NULL THEN
        SELECT sum(hash_record_extended(q, 0)) INTO part FROM pg_sequence AS q WHERE q.seqrelid = ANY (sequences);
        parts := parts || part;
        -- To which column each belongs: its own row is written anew also where it only begins again.
        SELECT sum(hash_record_extended(ROW(d.objid, d.refobjid, d.refobjsubid, d.deptype), 0)) INTO part
        FROM pg_depend AS d WHERE d.classid = 'pg_class'::regclass AND d.objid = ANY (sequences) AND d.refclassid = 'pg_class'::regclass;
        parts := parts || part;
    END IF;
    IF functions IS NOT NULL THEN
        SELECT sum(hash_record_extended(ROW(p.oid, p.xmin), 0)) INTO part FROM pg_proc AS p WHERE p.oid = ANY (functions);
        parts := parts || part;
    END IF;
    IF operators IS NOT NULL THEN
        SELECT sum(hash_record_extended(ROW(o.oid, o.xmin), 0)) INTO part FROM pg_operator AS o WHERE o.oid = ANY (operators);
        parts := parts || part;
    END IF;
    IF collations IS NOT NULL THEN
        SELECT sum(hash_record_extended(ROW(c.oid, c.xmin), 0)) INTO part FROM pg_collation AS c WHERE c.oid = ANY (collations);
        parts := parts || part;
    END IF;
    IF conversions IS NOT NULL THEN
        SELECT sum(hash_record_extended(ROW(c.oid, c.xmin), 0)) INTO part FROM pg_conversion AS c WHERE c.oid = ANY (conversions);
        parts := parts || part;
    END IF;
    IF configurations IS NOT NULL THEN
        SELECT sum(hash_record_extended(ROW(c.oid, c.xmin), 0)) INTO part FROM pg_ts_config AS c WHERE c.oid = ANY (configurations);
        parts := parts || part;
        SELECT sum(hash_record_extended(ROW(m.mapcfg, m.maptokentype, m.mapseqno, m.mapdict), 0)) INTO part
        FROM pg_ts_config_map AS m WHERE m.mapcfg = ANY (configurations);
        parts := parts || part;
    END IF;
    IF dictionaries IS NOT NULL THEN
        SELECT sum(hash_record_extended(ROW(d.oid, d.xmin), 0)) INTO part FROM pg_ts_dict AS d WHERE d.oid = ANY (dictionaries);
        parts := parts || part;
    END IF;
    IF statistics IS NOT NULL THEN
        SELECT sum(hash_record_extended(ROW(x.oid, x.xmin), 0)) INTO part FROM pg_statistic_ext AS x WHERE x.oid = ANY (statistics);
        parts := parts || part;
    END IF;
    IF privileges IS NOT NULL THEN
        SELECT sum(hash_record_extended(ROW(p.oid, p.xmin), 0)) INTO part FROM pg_default_acl AS p WHERE p.oid = ANY (privileges);
        parts := parts || part;
    END IF;
    SELECT sum(hash_record_extended(ROW(o.objoid, o.classoid, o.objsubid, o.xmin), 0)) INTO part
    FROM pg_description AS o
    WHERE o.objoid = ANY (relations || types || functions)
      AND o.classoid = ANY ('{pg_class,pg_type,pg_proc}'::regclass[]::oid[]);
    RETURN (parts || part)::text;
END
$shape$;
REVOKE ALL ON FUNCTION :tool.shape FROM PUBLIC;
