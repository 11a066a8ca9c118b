namespace PgLanes.Tests;

/// <summary>A damage for each attribute of each kind. Where no statement makes it, it is made in the catalogs.</summary>
internal static class Damages
{
    /// <summary>Attributes that no damage can change alone, and why.</summary>
    public static IReadOnlyDictionary<string, string> Exceptions { get; } = new Dictionary<string, string>
    {
        ["Aggregate.Arguments"] = "part of the name",
        ["Cast.IsShared"] = "follows from the types, which are part of the name",
        ["Cast.Source"] = "part of the name",
        ["Cast.Target"] = "part of the name",
        ["Column.DefaultId"] = "where the server keeps it",
        ["Column.Table"] = "part of the name",
        ["Comment.Member"] = "part of the name",
        ["Comment.Signature"] = "part of the name",
        ["Comment.Type"] = "part of the name",
        ["Constraint.Table"] = "part of the name",
        ["DefaultPrivilege.CanSet"] = "what the current role may do",
        ["DefaultPrivilege.Type"] = "part of the name",
        ["DomainConstraint.Domain"] = "part of the name",
        ["DomainConstraint.DomainId"] = "where the server keeps it",
        ["ExtensionDependency.Extension"] = "part of the name",
        ["ExtensionDependency.Member"] = "part of the name",
        ["ExtensionDependency.Signature"] = "part of the name",
        ["ExtensionDependency.Type"] = "part of the name",
        ["FamilyMember.Family"] = "part of the name",
        ["Function.Arguments"] = "part of the name",
        ["Function.IsProcedure"] = "part of the name",
        ["Grant.Initial"] = "what an object of the current role gets, not what it has",
        ["Grant.Member"] = "part of the name",
        ["Grant.Owner"] = "compared as the object's owner",
        ["Grant.Signature"] = "part of the name",
        ["Grant.Type"] = "part of the name",
        ["Grant.Withheld"] = "what the current role may not do",
        ["OperatorClass.Method"] = "part of the name",
        ["OperatorFamily.Method"] = "part of the name",
        ["Operator.Left"] = "part of the name",
        ["Operator.Right"] = "part of the name",
        ["Owner.CanSet"] = "what the current role may do",
        ["Owner.Member"] = "part of the name",
        ["Owner.Signature"] = "part of the name",
        ["Owner.Type"] = "part of the name",
        ["Policy.Table"] = "part of the name",
        ["Rule.Table"] = "part of the name",
        ["SecurityLabel.Provider"] = "part of the name",
        ["SecurityLabel.Text"] = "no module comes with PostgreSQL that would let a lane have a label",
        ["SecurityLabel.Type"] = "part of the name",
        ["Transform.IsShared"] = "follows from the type, which is part of the name",
        ["Transform.Language"] = "part of the name",
        ["Transform.Type"] = "part of the name",
        ["Trigger.Table"] = "part of the name",
    };

    public static IReadOnlyList<Damage> All { get; } =
    [
        .. OfTypes(), .. OfCode(), .. OfTextSearch(), .. OfTables(), .. OfColumns(), .. OfConstraints(), .. OfIndexes(), .. OfViews(), .. OfTheRest(),
    ];

    private static IEnumerable<Damage> Several(string kind, string label, string sql, params string[] attributes) =>
        attributes.Select((attribute, i) => new Damage(kind, attribute, label, i == 0 ? sql : null));

    private static IEnumerable<Damage> OfTypes() =>
    [
        .. Several("Collation", "collation plain", """
            UPDATE pg_collation SET collcollate = 'POSIX', collctype = 'POSIX', collisdeterministic = false WHERE oid = 'plain'::regcollation
            """, "Collate", "CharacterType", "IsDeterministic"),
        .. Several("Collation", "collation moved", """
            DO $do$ DECLARE v integer := current_setting('server_version_num'); BEGIN EXECUTE 'UPDATE pg_collation SET collprovider = ''i'''
                || CASE WHEN v >= 170000 THEN ', colllocale = ''und''' WHEN v >= 150000 THEN ', colliculocale = ''und''' ELSE '' END
                || CASE WHEN v >= 160000 THEN ', collicurules = ''&a < b''' ELSE '' END || ' WHERE oid = ''moved''::regcollation'; END $do$
            """, "Provider", "Locale"),
        new("Collation", "Rules", "collation moved", null, 16),
        new("Enum", "Labels", "type mood", "ALTER TYPE mood RENAME VALUE 'bad' TO 'worse'"),
        new("Composite", null, "type bare", "DROP TYPE bare"),
        new("BaseType", "IsDefined", "type vague", "UPDATE pg_type SET typisdefined = false WHERE oid = 'vague'::regtype"),
        .. Several("BaseType", "type note", """
            UPDATE pg_type SET typinput = 'byteain'::regproc, typoutput = 'byteaout'::regproc, typreceive = 'textrecv'::regproc, typsend = 'textsend'::regproc,
                typmodin = 'varchartypmodin'::regproc, typmodout = 'varchartypmodout'::regproc, typanalyze = 'array_typanalyze'::regproc,
                typsubscript = 'raw_array_subscript_handler'::regproc, typlen = 8, typbyval = true, typalign = 'd', typstorage = 'e', typcategory = 'S',
                typispreferred = true, typdefault = 'x', typelem = 'point'::regtype, typdelim = ';', typcollation = 100
            WHERE oid = 'note'::regtype
            """, "Input", "Output", "Receive", "Send", "ModifierInput", "ModifierOutput", "Analyze", "Subscript", "Length", "IsByValue", "Alignment", "Storage",
            "Category", "IsPreferred", "Default", "Element", "Delimiter", "IsCollatable"),
        new("Domain", "BaseType", "domain word",
            "UPDATE pg_type SET typbasetype = 'name'::regtype, typcollation = 950 WHERE oid = 'word'::regtype"),
        new("Domain", "Collation", "domain sorted",
            "UPDATE pg_type SET typcollation = 'plain'::regcollation WHERE oid = 'sorted'::regtype"),
        new("Domain", "Default", "domain positive", "ALTER DOMAIN positive SET DEFAULT 2"),
        new("Domain", "NotNull", "domain positive", "ALTER DOMAIN positive SET NOT NULL"),
        new("DomainConstraint", "Definition", "constraint above on domain positive",
            "ALTER DOMAIN positive DROP CONSTRAINT above; ALTER DOMAIN positive ADD CONSTRAINT above CHECK (VALUE > 1)"),
        new("DomainConstraint", "IsValidated", "constraint below on domain positive",
            "ALTER DOMAIN positive DROP CONSTRAINT below; ALTER DOMAIN positive ADD CONSTRAINT below CHECK (VALUE < 9) NOT VALID"),
        new("DomainConstraint", "Kind", "constraint turns on domain turned",
            "ALTER DOMAIN turned DROP CONSTRAINT turns; ALTER DOMAIN turned ADD CONSTRAINT turns NOT NULL", 17),
        .. Several("Range", "type span", """
            UPDATE pg_range SET rngsubtype = 'name'::regtype, rngsubopc = (SELECT oid FROM pg_opclass WHERE opcname = 'name_ops' AND opcmethod = 403),
                rngcollation = 'plain'::regcollation, rngcanonical = 'int4range_canonical'::regproc, rngsubdiff = 'int4range_subdiff'::regproc
            WHERE rngtypid = 'span'::regtype;
            ALTER TYPE span_multirange RENAME TO spans; ALTER TYPE spans SET SCHEMA outside
            """, "Subtype", "OperatorClass", "Collation", "Canonical", "SubtypeDifference", "MultirangeName", "MultirangeSchema"),
    ];

    private static IEnumerable<Damage> OfCode() =>
    [
        new("Function", "Definition", "function plainly(integer)",
            "CREATE OR REPLACE FUNCTION plainly(integer) RETURNS integer LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'"),
        new("Function", "Language", "function plainly(integer)", null),
        .. Several("Aggregate", "aggregate sums(integer)", """
            UPDATE pg_aggregate SET aggtransfn = 'int4mul'::regproc, aggcombinefn = 'int4pl'::regproc, aggserialfn = 'int8_avg_serialize'::regproc,
                aggdeserialfn = 'int8_avg_deserialize'::regproc, aggsortop = '<(integer,integer)'::regoperator, aggmtransfn = 'int4pl'::regproc,
                aggminvtransfn = 'int4mi'::regproc, aggmtranstype = 'integer'::regtype
            WHERE aggfnoid = 'sums(integer)'::regprocedure;
            UPDATE pg_proc SET proparallel = 's' WHERE oid = 'sums(integer)'::regprocedure
            """, "State", "CombineFunction", "SerialFunction", "DeserialFunction", "SortOperator", "MovingState", "InverseFunction", "Parallel"),
        new("Aggregate", "Kind", "aggregate ordered(double precision ORDER BY anyelement)",
            "UPDATE pg_aggregate SET aggkind = 'h' WHERE aggfnoid = 'ordered(double precision,anyelement)'::regprocedure"),
        .. Several("Operator", "operator <<<(note, note)", """
            UPDATE pg_operator SET oprcode = 'textne'::regproc, oprcom = oid, oprnegate = oid, oprrest = 'eqsel'::regproc, oprjoin = 'eqjoinsel'::regproc,
                oprcanhash = true, oprcanmerge = true
            WHERE oid = '<<<(note,note)'::regoperator
            """, "Function", "Commutator", "Negator", "Restrict", "Join", "Hashes", "Merges"),
        new("OperatorFamily", "Members", "operator family kith using btree",
            "ALTER OPERATOR FAMILY kith USING btree ADD OPERATOR 1 < (integer, integer)"),
        .. Several("OperatorClass", "operator class ints using btree", """
            UPDATE pg_opclass SET opcintype = 'xid'::regtype, opcdefault = true, opckeytype = 'integer'::regtype,
                opcfamily = (SELECT oid FROM pg_opfamily WHERE opfname = 'kith' AND opfnamespace = current_schema()::regnamespace)
            WHERE opcname = 'ints' AND opcnamespace = current_schema()::regnamespace
            """, "Type", "IsDefault", "Family", "Storage", "Members"),
        new("FamilyMember", null, "of operator family pg_catalog.integer_ops USING btree",
            "ALTER OPERATOR FAMILY pg_catalog.integer_ops USING btree ADD OPERATOR 3 === (mood, integer), FUNCTION 1 (mood, integer) ranks(mood, integer)"),
        .. Several("Cast", "cast (mood AS integer)",
            "UPDATE pg_cast SET castfunc = 0, castmethod = 'i', castcontext = 'a' WHERE castsource = 'mood'::regtype", "Function", "Method", "Context"),
        .. Several("Conversion", "conversion recode", """
            UPDATE pg_conversion SET conforencoding = pg_char_to_encoding('LATIN1'), contoencoding = pg_char_to_encoding('LATIN2'),
                conproc = 'iso8859_1_to_utf8'::regproc, condefault = true
            WHERE conname = 'recode' AND connamespace = current_schema()::regnamespace
            """, "Source", "Target", "Function", "IsDefault"),
        .. Several("Transform", "transform for pair LANGUAGE sql",
            "UPDATE pg_transform SET trffromsql = 'dsimple_init(internal)'::regprocedure, trftosql = 'textrecv(internal)'::regprocedure WHERE trftype = 'pair'::regtype", "FromSql", "ToSql"),
    ];

    private static IEnumerable<Damage> OfTextSearch() =>
    [
        .. Several("TextSearchParser", "text search parser parses", """
            UPDATE pg_ts_parser SET prsstart = 'int4pl'::regproc, prstoken = 'int4pl'::regproc, prsend = 'int4pl'::regproc, prsheadline = 'prsd_headline'::regproc,
                prslextype = 'int4pl'::regproc
            WHERE prsname = 'parses' AND prsnamespace = current_schema()::regnamespace
            """, "Start", "NextToken", "End", "Headline", "TokenTypes"),
        .. Several("TextSearchTemplate", "text search template plain", """
            UPDATE pg_ts_template SET tmplinit = 'dsimple_init'::regproc, tmpllexize = 'int4pl'::regproc WHERE tmplname = 'plain' AND tmplnamespace = current_schema()::regnamespace
            """, "Initialize", "Lexize"),
        new("TextSearchDictionary", "Options", "text search dictionary words", "ALTER TEXT SEARCH DICTIONARY words (accept = false)"),
        new("TextSearchDictionary", "Template", "text search dictionary words", """
            UPDATE pg_ts_dict SET dicttemplate = (SELECT oid FROM pg_ts_template WHERE tmplname = 'synonym') WHERE dictname = 'words' AND dictnamespace = current_schema()::regnamespace
            """),
        new("TextSearchConfiguration", "Parser", "text search configuration config", """
            UPDATE pg_ts_config SET cfgparser = (SELECT oid FROM pg_ts_parser WHERE prsname = 'kept' AND prsnamespace = current_schema()::regnamespace)
            WHERE cfgname = 'config' AND cfgnamespace = current_schema()::regnamespace
            """),
        new("TextSearchConfiguration", "Mappings", "text search configuration mapped",
            "ALTER TEXT SEARCH CONFIGURATION mapped DROP MAPPING FOR email"),
    ];

    private static IEnumerable<Damage> OfTables() =>
    [
        .. Several("Sequence", "sequence numbers",
            "ALTER SEQUENCE numbers AS integer INCREMENT 2 START 3 MINVALUE 2 MAXVALUE 90 CACHE 5 CYCLE RESTART 3",
            "Type", "Start", "Increment", "Minimum", "Maximum", "Cache", "Cycles"),
        new("Sequence", "IsUnlogged", "sequence numbers", "ALTER SEQUENCE numbers SET UNLOGGED", 15),
        new("Sequence", "HasOwnPersistence", "sequence persists_id_seq", "ALTER SEQUENCE persists_id_seq SET UNLOGGED", 15),
        .. Several("Sequence", "sequence counted_id_seq",
            "ALTER SEQUENCE counted_id_seq OWNED BY NONE", "OwnerSchema", "OwnerTable", "OwnerColumn"),
        new("Sequence", "IsIdentity", "sequence counted_by_itself_seq",
            "UPDATE pg_depend SET deptype = 'a' WHERE objid = 'counted_by_itself_seq'::regclass AND deptype = 'i'"),
        new("Table", "Options", "table plain", "ALTER TABLE plain SET (fillfactor = 50)"),
        new("Table", "ToastOptions", "table plain", "ALTER TABLE plain SET (toast.autovacuum_enabled = false)"),
        new("Table", "RowSecurity", "table plain", "ALTER TABLE plain ENABLE ROW LEVEL SECURITY"),
        new("Table", "ForceRowSecurity", "table plain", "ALTER TABLE plain FORCE ROW LEVEL SECURITY"),
        new("Table", "ReplicaIdentity", "table plain", "ALTER TABLE plain REPLICA IDENTITY FULL"),
        new("Table", "IsUnlogged", "table counted", "UPDATE pg_class SET relpersistence = 'u' WHERE oid = 'counted'::regclass"),
        new("Table", "Tablespace", "table counted", "UPDATE pg_class SET reltablespace = 1663 WHERE oid = 'counted'::regclass"),
        new("Table", "AccessMethod", "table counted",
            "UPDATE pg_class SET relam = (SELECT oid FROM pg_am WHERE amname = 'pile') WHERE oid = 'counted'::regclass"),
        new("Table", "OfType", "table typed", "ALTER TABLE typed NOT OF"),
        new("Table", "IsPartitioned", "table part",
            "ALTER TABLE whole DETACH PARTITION part; DROP TABLE part; CREATE TABLE part (a integer) PARTITION BY LIST (a)"),
        new("Table", "PartitionKey", "table part", null),
        new("Table", "PartitionBound", "table part", null),
        new("Table", "Parents", "table derived", "ALTER TABLE derived NO INHERIT base"),
        new("Table", "OutsideChildren", "table base", "CREATE TABLE outside.child () INHERITS (base)"),
        new("Table", "ForeignServer", "table remote",
            "UPDATE pg_foreign_table SET ftserver = (SELECT oid FROM pg_foreign_server WHERE srvname = 'away') WHERE ftrelid = 'remote'::regclass"),
        new("Table", "ForeignOptions", "table remote", "ALTER FOREIGN TABLE remote OPTIONS (ADD name 'x')"),
        new("Table", null, "table extra", "CREATE TABLE extra ()"),
    ];

    private static IEnumerable<Damage> OfColumns() =>
    [
        new("Column", "Position", "column columned.moves", "ALTER TABLE columned DROP COLUMN moves, ADD COLUMN moves integer"),
        new("Column", "Type", "column columned.typed", "ALTER TABLE columned ALTER COLUMN typed TYPE bigint"),
        new("Column", "Collation", "column columned.collated", "ALTER TABLE columned ALTER COLUMN collated TYPE text COLLATE \"POSIX\""),
        new("Column", "NotNull", "column columned.needed", "ALTER TABLE columned ALTER COLUMN needed DROP NOT NULL"),
        new("Column", "Default", "column columned.defaulted", "ALTER TABLE columned ALTER COLUMN defaulted SET DEFAULT 2"),
        new("Column", "Generated", "column columned.made", "ALTER TABLE columned ALTER COLUMN made DROP EXPRESSION"),
        new("Column", "Identity", "column columned.counted", "ALTER TABLE columned ALTER COLUMN counted SET GENERATED BY DEFAULT"),
        new("Column", "Storage", "column columned.stored", "ALTER TABLE columned ALTER COLUMN stored SET STORAGE EXTERNAL"),
        new("Column", "Compression", "column columned.pressed", "ALTER TABLE columned ALTER COLUMN pressed SET COMPRESSION pglz"),
        new("Column", "Statistics", "column columned.measured", "ALTER TABLE columned ALTER COLUMN measured SET STATISTICS 7"),
        new("Column", "Options", "column columned.optioned", "ALTER TABLE columned ALTER COLUMN optioned SET (n_distinct = 5)"),
        new("Column", "ForeignOptions", "column remote.a", "ALTER FOREIGN TABLE remote ALTER COLUMN a OPTIONS (ADD name 'x')"),
        new("Column", "IsLocal", "column derived.a", null),
        new("Column", "IsInherited", "column derived.a", null),
    ];

    private static IEnumerable<Damage> OfConstraints() =>
    [
        new("Constraint", "Definition", "constraint changes on checked",
            "ALTER TABLE checked DROP CONSTRAINT changes, ADD CONSTRAINT changes CHECK (a > 1)"),
        new("Constraint", "Kind", "constraint turns on checked",
            "ALTER TABLE checked DROP CONSTRAINT turns, ADD CONSTRAINT turns UNIQUE (b)"),
        new("Constraint", null, "constraint goes on checked", "ALTER TABLE checked DROP CONSTRAINT goes"),
        new("Constraint", "Column", "constraint filled on checked",
            "ALTER TABLE checked DROP CONSTRAINT filled, ADD CONSTRAINT filled NOT NULL b", 18),
        new("Constraint", "IsDisabled", "constraint refers on checked", "ALTER TABLE checked DISABLE TRIGGER ALL"),
        .. Several("Constraint", "constraint inherits on checked",
            "UPDATE pg_constraint SET conislocal = false, coninhcount = 1 WHERE conname = 'inherits' AND conrelid = 'checked'::regclass", "IsLocal", "IsInherited"),
        new("Constraint", "ParentName", "constraint part2_a_key on part2",
            "UPDATE pg_constraint SET conparentid = 0 WHERE conname = 'part2_a_key' AND conrelid = 'part2'::regclass"),
    ];

    private static IEnumerable<Damage> OfIndexes() =>
    [
        new("Index", "Table", "index moves", "DROP INDEX moves; CREATE INDEX moves ON plain (a)"),
        new("Index", "Definition", "index changes", "DROP INDEX changes; CREATE INDEX changes ON indexed (a DESC)"),
        new("Index", "IsConstraint", "index owned", "ALTER TABLE indexed DROP CONSTRAINT owned; CREATE UNIQUE INDEX owned ON indexed (a)"),
        .. Several("Index", "index part2_a_idx", "DELETE FROM pg_inherits WHERE inhrelid = 'part2_a_idx'::regclass", "Parent"),
        new("Index", "IsAttachedByHand", "index part2_a_key",
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'single'::regclass"),
        new("Index", "IsValid", "index single", null),
        new("Index", "IsRemnant", "index halts", "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'halts'::regclass"),
        new("Index", "IsClustered", "index alters", "ALTER TABLE indexed CLUSTER ON alters"),
        new("Index", "IsReplicaIdentity", "index identifies", "ALTER TABLE indexed REPLICA IDENTITY USING INDEX identifies"),
        new("Index", "Tablespace", "index alters", "UPDATE pg_class SET reltablespace = 1663 WHERE oid = 'alters'::regclass"),
        new("Index", "Options", "index alters", "ALTER INDEX alters SET (fillfactor = 50)"),
        new("Index", "Statistics", "index measures", "ALTER INDEX measures ALTER COLUMN 1 SET STATISTICS 9"),
    ];

    private static IEnumerable<Damage> OfViews() =>
    [
        new("View", "Query", "view names", "CREATE OR REPLACE VIEW names AS SELECT a, upper(b) AS b FROM plain"),
        new("View", "Options", "view names", "ALTER VIEW names SET (security_barrier)"),
        new("MaterializedView", "Query", "materialized view counts",
            "DROP MATERIALIZED VIEW counts; CREATE MATERIALIZED VIEW counts AS SELECT upper(b) AS b FROM plain"),
        new("MaterializedView", "Options", "materialized view totals", "ALTER MATERIALIZED VIEW totals SET (fillfactor = 50)"),
        new("MaterializedView", "ToastOptions", "materialized view totals",
            "ALTER MATERIALIZED VIEW totals SET (toast.autovacuum_enabled = false)"),
        .. Several("MaterializedView", "materialized view totals", """
            UPDATE pg_class SET relispopulated = false, relreplident = 'f', reltablespace = 1663, relam = (SELECT oid FROM pg_am WHERE amname = 'pile') WHERE oid = 'totals'::regclass
            """, "IsPopulated", "ReplicaIdentity", "Tablespace", "AccessMethod"),
    ];

    private static IEnumerable<Damage> OfTheRest() =>
    [
        new("Trigger", "Definition", "trigger changed on plain",
            "DROP TRIGGER changed ON plain; CREATE TRIGGER changed AFTER UPDATE ON plain FOR EACH ROW EXECUTE FUNCTION fires()"),
        new("Trigger", "State", "trigger disabled on plain", "ALTER TABLE plain DISABLE TRIGGER disabled"),
        new("Rule", "Definition", "rule changed on plain",
            "CREATE OR REPLACE RULE changed AS ON DELETE TO plain WHERE old.a > 1 DO INSTEAD NOTHING"),
        new("Rule", "State", "rule disabled on keys", "ALTER TABLE keys DISABLE RULE disabled"),
        .. Several("Policy", "policy own on plain", """
            ALTER POLICY own ON plain TO pg_monitor USING (a > 1) WITH CHECK (a > 2);
            UPDATE pg_policy SET polcmd = 'w', polpermissive = false WHERE polname = 'own' AND polrelid = 'plain'::regclass
            """, "Command", "IsPermissive", "Roles", "Using", "Check"),
        new("Statistics", "Definition", "statistics moved",
            "DROP STATISTICS moved; CREATE STATISTICS moved (dependencies) ON measured, optioned FROM columned"),
        new("Statistics", "Table", "statistics moved", null),
        new("Statistics", "Target", "statistics linked", "ALTER STATISTICS linked SET STATISTICS 9"),
        new("Comment", "Text", "comment on table plain", "COMMENT ON TABLE plain IS 'second'"),
        new("SecurityLabel", null, "security label of module on table plain",
            "INSERT INTO pg_seclabel VALUES ('plain'::regclass, 'pg_class'::regclass, 0, 'module', 'x')"),
        new("ExtensionDependency", null, "dependency of routine depends() on extension plpgsql",
            "ALTER FUNCTION depends() NO DEPENDS ON EXTENSION plpgsql"),
        new("Owner", "Owner", "owner of table gone", "ALTER TABLE gone OWNER TO pg_read_all_stats"),
        new("Grant", "Privileges", "privileges on table plain", "GRANT SELECT ON plain TO pg_monitor WITH GRANT OPTION"),
        new("DefaultPrivilege", "Privileges", "on tables",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA test_worker_1 GRANT INSERT ON TABLES TO pg_monitor"),
        new("Schema", null, "test_worker_1_other: schema", "DROP SCHEMA test_worker_1_other CASCADE"),
    ];
}
