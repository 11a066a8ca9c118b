namespace PgLanes.Tests;

public sealed class IndexCases(Servers servers)
{
    private const string Definitions =
        "SELECT string_agg(replace(pg_get_indexdef(i.indexrelid), '{0}.', '') || ' ' || i.indisvalid, E'\\n' ORDER BY i.indexrelid::regclass::text) " +
        "FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indrelid WHERE c.relnamespace = '{0}'::regnamespace";

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Every_access_method_is_kept(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE things (id integer, words tsvector, tags text[], facts jsonb, place point, during tsrange, code text, at timestamptz);
            CREATE INDEX by_btree ON things USING btree (id);
            CREATE INDEX by_hash ON things USING hash (code);
            CREATE INDEX by_gist ON things USING gist (place);
            CREATE INDEX by_spgist ON things USING spgist (during);
            CREATE INDEX by_gin ON things USING gin (tags, facts jsonb_path_ops) WITH (fastupdate = off, gin_pending_list_limit = 128);
            CREATE INDEX by_words ON things USING gin (words);
            CREATE INDEX by_brin ON things USING brin (at, id int4_minmax_multi_ops (values_per_range = 16)) WITH (pages_per_range = 32, autosummarize = on);
            CREATE INDEX by_bloom_like ON things USING brin (code text_bloom_ops (n_distinct_per_range = 50, false_positive_rate = 0.05));
            CREATE INDEX by_signature ON things USING gist (words tsvector_ops (siglen = 100));
            """);
        (await CountAsync(made)).ShouldBe(9);
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Every_clause_of_a_definition_is_kept(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE FUNCTION folded(t text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(trim(t))';
            CREATE TYPE state AS ENUM ('open', 'done');
            CREATE TABLE things (id integer, code text, "Kind" varchar(20), state state, amount numeric, note text);
            CREATE INDEX ordered ON things (id DESC, code ASC NULLS FIRST, amount DESC NULLS LAST);
            CREATE INDEX collated ON things (code COLLATE "C", "Kind" COLLATE "POSIX" varchar_pattern_ops DESC);
            CREATE INDEX patterned ON things (code text_pattern_ops);
            CREATE INDEX open_ones ON things (id) WHERE state = 'open' AND "Kind" <> 'a';
            CREATE INDEX computed ON things (folded(code), (amount * 2), ((id + 1) % 7)) WHERE folded(note) <> '';
            CREATE UNIQUE INDEX covering ON things (id) INCLUDE (code, amount) WITH (fillfactor = 70, deduplicate_items = off);
            CREATE INDEX "Odd name; -- here" ON things ("Kind");
            ALTER INDEX computed ALTER COLUMN 1 SET STATISTICS 300;
            ALTER INDEX computed ALTER COLUMN 3 SET STATISTICS 0;
            INSERT INTO things VALUES (1, ' A ', 'a', 'open', 2.5, 'x'), (2, 'B', 'c', 'done', NULL, 'y');
            """);
        var (template, lane) = await made.BothAsync<string>(Definitions);
        lane.ShouldBe(template);
        (await made.Database.ScalarAsync<string>("""
            SELECT string_agg(attnum || ':' || attstattarget, ' ' ORDER BY attnum) FROM pg_attribute
            WHERE attrelid = 'test_worker_1.computed'::regclass AND attstattarget >= 0
            """)).ShouldBe("1:300 3:0");
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task An_operator_class_of_an_extension_keeps_its_parameters_wherever_the_extension_lives(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE SCHEMA tools;
            CREATE EXTENSION pg_trgm SCHEMA tools;
            CREATE EXTENSION btree_gist;
            CREATE TABLE things (name text, room integer, during int4range, EXCLUDE USING gist (room WITH =, during WITH &&));
            CREATE INDEX near ON things USING gist (name tools.gist_trgm_ops (siglen = 32));
            CREATE INDEX like_that ON things USING gin (name tools.gin_trgm_ops, lower(name) tools.gin_trgm_ops);
            INSERT INTO things VALUES ('one', 1, '[1,3)'), ('two', 1, '[3,5)');
            """);
        (await made.Database.ScalarAsync<string>("SELECT pg_get_indexdef('test_worker_1.near'::regclass)"))
            .ShouldBe("CREATE INDEX near ON test_worker_1.things USING gist (name tools.gist_trgm_ops (siglen='32'))");
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_unique_index_goes_on_taking_nulls_as_it_did(int version)
    {
        if (version < 15)
        {
            await (await CloneCase.ProveAsync(servers, version, "CREATE TABLE codes (code text); CREATE UNIQUE INDEX once ON codes (code);")).DisposeAsync();
            return;
        }

        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE codes (code text, region text);
            CREATE UNIQUE INDEX once ON codes (code) NULLS NOT DISTINCT;
            CREATE UNIQUE INDEX often ON codes (region) NULLS DISTINCT;
            INSERT INTO codes VALUES (NULL, NULL), ('x', NULL);
            """);
        var error = await Should.ThrowAsync<Npgsql.PostgresException>(made.Database.ExecuteAsync("INSERT INTO test_worker_1.codes VALUES (NULL, 'north')"));
        error.ConstraintName.ShouldBe("once");
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task An_index_on_a_partitioned_table_alone_stays_incomplete_and_one_attached_by_hand_keeps_its_name(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE events (id integer, kind text) PARTITION BY LIST (kind);
            CREATE TABLE events_a PARTITION OF events FOR VALUES IN ('a');
            CREATE TABLE events_b PARTITION OF events FOR VALUES IN ('b');
            CREATE INDEX incomplete ON ONLY events (id);
            CREATE INDEX by_hand ON events_a (id);
            ALTER INDEX incomplete ATTACH PARTITION by_hand;
            CREATE INDEX whole ON events (kind, id DESC) WITH (fillfactor = 60);
            """);
        var (template, lane) = await made.BothAsync<string>(Definitions);
        lane.ShouldBe(template);
        (await made.Database.ScalarAsync<bool>("SELECT indisvalid FROM pg_index WHERE indexrelid = 'test_worker_1.incomplete'::regclass")).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_materialized_view_keeps_its_indexes(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE things (id integer, name text);
            INSERT INTO things VALUES (1, 'one'), (2, 'two');
            CREATE MATERIALIZED VIEW names AS SELECT id, upper(name) AS name FROM things;
            CREATE UNIQUE INDEX names_key ON names (id);
            CREATE INDEX names_short ON names (left(name, 2)) WHERE id > 1;
            """);
        await made.Database.ExecuteAsync("REFRESH MATERIALIZED VIEW CONCURRENTLY test_worker_1.names");
        (await CountAsync(made)).ShouldBe(2);
    }

    private static Task<long> CountAsync(CloneCase made) =>
        made.Database.ScalarAsync<long>("SELECT count(*) FROM pg_class WHERE relkind IN ('i', 'I') AND relnamespace = 'test_worker_1'::regnamespace");
}
