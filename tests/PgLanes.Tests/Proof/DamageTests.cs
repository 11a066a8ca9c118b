namespace PgLanes.Tests;

/// <summary>The proof must be able to fail: one attribute of a lane is damaged by hand, and the proof names it.</summary>
public sealed class DamageTests(Servers servers)
{
    private const string Template = """
        CREATE TYPE mood AS ENUM ('good', 'bad');
        CREATE DOMAIN positive AS integer DEFAULT 1 CONSTRAINT above CHECK (VALUE > 0);
        CREATE TYPE pair AS (a integer, b text);
        CREATE TYPE span AS RANGE (subtype = integer);
        CREATE SEQUENCE numbers;
        CREATE TABLE parents (id integer PRIMARY KEY, code text, mood mood, note text DEFAULT 'x', CONSTRAINT known CHECK (id > 0));
        CREATE TABLE children (id serial PRIMARY KEY, parent_id integer NOT NULL CONSTRAINT of_parent REFERENCES parents ON DELETE CASCADE, amount positive);
        CREATE UNIQUE INDEX by_code ON parents (lower(code)) WHERE code <> '';
        CREATE TABLE logs (id integer, at date) PARTITION BY RANGE (at);
        CREATE TABLE logs_old PARTITION OF logs FOR VALUES FROM ('2000-01-01') TO ('2010-01-01');
        CREATE TABLE base (x integer);
        CREATE TABLE derived (y integer) INHERITS (base);
        CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';
        CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
        CREATE AGGREGATE sums (integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');
        CREATE OPERATOR === (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4eq, COMMUTATOR = ===);
        CREATE COLLATION plain (LOCALE = 'C');
        CREATE CAST (mood AS integer) WITH FUNCTION pg_catalog.hashenum(anyenum);
        CREATE TEXT SEARCH CONFIGURATION words (COPY = simple);
        CREATE VIEW names AS SELECT id, code FROM parents;
        CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS n FROM parents;
        CREATE TRIGGER touched BEFORE UPDATE ON parents FOR EACH ROW EXECUTE FUNCTION touch();
        CREATE RULE quiet AS ON DELETE TO parents DO INSTEAD NOTHING;
        CREATE POLICY own ON parents USING (id > 0);
        CREATE STATISTICS linked (dependencies) ON id, code FROM parents;
        COMMENT ON TABLE parents IS 'first';
        GRANT SELECT ON parents TO PUBLIC;
        """;

    private static IEnumerable<(string Damage, string Named)> Damages =>
    [
        ("ALTER TYPE {0}.mood ADD VALUE 'fair' BEFORE 'bad'", "type mood"),
        ("ALTER TYPE {0}.mood RENAME VALUE 'bad' TO 'worse'", "type mood"),
        ("ALTER DOMAIN {0}.positive DROP CONSTRAINT above", "domain positive"),
        ("ALTER DOMAIN {0}.positive SET DEFAULT 2", "domain positive"),
        ("ALTER DOMAIN {0}.positive SET NOT NULL", "domain positive"),
        ("ALTER TYPE {0}.pair ADD ATTRIBUTE c integer", "column pair.c"),
        ("ALTER TYPE {0}.span RENAME TO gap", "type span"),
        ("ALTER SEQUENCE {0}.numbers INCREMENT 2", "sequence numbers"),
        ("DROP SEQUENCE {0}.numbers", "sequence numbers"),
        ("ALTER TABLE {0}.parents ADD COLUMN extra integer", "column parents.extra"),
        ("ALTER TABLE {0}.parents ALTER COLUMN note DROP DEFAULT", "column parents.note"),
        ("ALTER TABLE {0}.children ALTER COLUMN parent_id DROP NOT NULL", "children"),
        ("ALTER TABLE {0}.parents ALTER COLUMN note TYPE varchar(3)", "column parents.note"),
        ("ALTER TABLE {0}.parents ALTER COLUMN note SET STORAGE EXTERNAL", "column parents.note"),
        ("ALTER TABLE {0}.parents ALTER COLUMN note SET STATISTICS 7", "column parents.note"),
        ("ALTER TABLE {0}.parents SET (fillfactor = 50)", "table parents"),
        ("ALTER TABLE {0}.children SET UNLOGGED", "table children"),
        ("ALTER TABLE {0}.parents ENABLE ROW LEVEL SECURITY", "table parents"),
        ("ALTER TABLE {0}.parents FORCE ROW LEVEL SECURITY", "table parents"),
        ("ALTER TABLE {0}.parents REPLICA IDENTITY FULL", "table parents"),
        ("ALTER TABLE {0}.children ALTER CONSTRAINT of_parent DEFERRABLE", "constraint of_parent on children"),
        ("ALTER TABLE {0}.children DROP CONSTRAINT of_parent", "constraint of_parent on children"),
        ("ALTER TABLE {0}.parents RENAME CONSTRAINT known TO unknown", "constraint known on parents"),
        ("ALTER TABLE {0}.parents CLUSTER ON parents_pkey", "index parents_pkey"),
        ("ALTER INDEX {0}.by_code RENAME TO by_other", "index by_code"),
        ("DROP INDEX {0}.by_other; CREATE UNIQUE INDEX by_code ON {0}.parents (lower(code))", "index by_code"),
        ("ALTER TABLE {0}.logs DETACH PARTITION {0}.logs_old", "table logs_old"),
        ("ALTER TABLE {0}.derived NO INHERIT {0}.base", "table derived"),
        ("CREATE TABLE {0}.more ()", "table more"),
        ("CREATE OR REPLACE FUNCTION {0}.twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n * 3'", "function twice"),
        ("ALTER FUNCTION {0}.twice(integer) STABLE", "function twice"),
        ("ALTER FUNCTION {0}.twice(integer) SECURITY DEFINER", "function twice"),
        ("DROP AGGREGATE {0}.sums (integer); CREATE AGGREGATE {0}.sums (integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '5')", "aggregate sums"),
        ("DROP OPERATOR {0}.=== (integer, integer)", "operator ==="),
        ("DROP COLLATION {0}.plain", "collation plain"),
        ("DROP CAST ({0}.mood AS integer)", "cast"),
        ("ALTER TEXT SEARCH CONFIGURATION {0}.words DROP MAPPING FOR email", "words"),
        ("CREATE OR REPLACE VIEW {0}.names AS SELECT id, upper(code) AS code FROM {0}.parents", "view names"),
        ("ALTER VIEW {0}.names SET (security_barrier)", "view names"),
        ("REFRESH MATERIALIZED VIEW {0}.totals WITH NO DATA", "view totals"),
        ("DROP MATERIALIZED VIEW {0}.totals", "view totals"),
        ("ALTER TABLE {0}.parents DISABLE TRIGGER touched", "trigger touched on parents"),
        ("ALTER TABLE {0}.parents ENABLE ALWAYS TRIGGER touched", "trigger touched on parents"),
        ("DROP TRIGGER touched ON {0}.parents", "trigger touched on parents"),
        ("ALTER TABLE {0}.parents DISABLE RULE quiet", "rule quiet on parents"),
        ("DROP RULE quiet ON {0}.parents", "rule quiet on parents"),
        ("ALTER POLICY own ON {0}.parents USING (id > 1)", "policy own on parents"),
        ("ALTER STATISTICS {0}.linked SET STATISTICS 9", "statistics linked"),
        ("COMMENT ON TABLE {0}.parents IS 'second'", "comment on table parents"),
        ("REVOKE SELECT ON {0}.parents FROM PUBLIC", "parents"),
    ];

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Each_damage_to_a_lane_is_named(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, Template);
        var known = new HashSet<LaneDifference>();
        var unnoticed = new List<string>();
        foreach (var (damage, named) in Damages)
        {
            await made.Database.ExecuteAsync(damage.Replace("{0}", CloneCase.Lane, StringComparison.Ordinal));
            var differences = (await made.ProveAsync()).Differences;
            if (!differences.Any(d => !known.Contains(d) && d.ObjectName.Contains(named, StringComparison.Ordinal)))
                unnoticed.Add($"{damage}: named {string.Join(", ", differences.Where(d => !known.Contains(d)).Select(d => d.ObjectName))}");
            known.UnionWith(differences);
        }

        unnoticed.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task What_depends_on_the_template_is_a_stray(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, Template);
        await made.Database.ExecuteAsync("CREATE VIEW test_worker_1.stray AS SELECT id FROM public.parents");

        (await made.ProveAsync()).Strays.ShouldContain(s => s.Contains("test_worker_1.stray", StringComparison.Ordinal));
    }
}
