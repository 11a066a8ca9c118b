using Npgsql;

namespace PgLanes.Tests;

/// <summary>In an ordinary session, where foreign keys are obeyed: what a changed baseline row costs the tables around it.</summary>
public sealed class InPlaceTests(Servers servers)
{
    private const string Template = """
        CREATE TABLE countries (code text PRIMARY KEY, iso integer NOT NULL UNIQUE, name text, updated integer NOT NULL DEFAULT 0);
        CREATE TABLE cities (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, country text NOT NULL REFERENCES countries ON DELETE CASCADE ON UPDATE CASCADE,
            name text, note text, parent integer REFERENCES cities ON DELETE SET NULL, shout text GENERATED ALWAYS AS (upper(name)) STORED);
        CREATE TABLE streets (id serial PRIMARY KEY, city integer REFERENCES cities ON DELETE CASCADE, iso integer REFERENCES countries (iso) ON DELETE SET NULL);
        CREATE UNIQUE INDEX one_name_each ON cities (lower(name)) WHERE parent IS NULL;
        INSERT INTO countries (code, iso, name) VALUES ('de', 49, 'Germany'), ('fr', 33, 'France');
        INSERT INTO cities (country, name, parent) VALUES ('de', 'Ulm', NULL), ('fr', 'Lyon', 1);
        INSERT INTO streets (city, iso) VALUES (1, 49), (2, 33);
        CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.updated := OLD.updated + 1; RETURN NEW; END $$;
        CREATE TRIGGER touch BEFORE UPDATE ON countries FOR EACH ROW EXECUTE FUNCTION touch();
        """;

    [Theory]
    [InlineData("UPDATE countries SET name = 'Allemagne' WHERE iso = 49", "countries")]
    [InlineData("UPDATE countries SET name = name", "countries")]
    [InlineData("UPDATE cities SET note = 'new', country = 'de' WHERE id = 2", "cities")]
    [InlineData("INSERT INTO cities (country, name) VALUES ('fr', 'Nice'); UPDATE streets SET city = 3, iso = NULL", "streets")]
    [InlineData("INSERT INTO countries VALUES ('it', 39); UPDATE cities SET country = 'it'; UPDATE streets SET iso = 39", "cities streets")]
    [InlineData("INSERT INTO countries VALUES ('it', 39); UPDATE cities SET country = 'it'; DELETE FROM streets WHERE id = 1", "cities streets")]
    // What others refer to, or what is unique, was changed: the tables around it are filled again.
    [InlineData("UPDATE countries SET code = upper(code)", "cities countries streets")]
    [InlineData("UPDATE streets SET iso = NULL; UPDATE countries SET iso = iso + 1000", "cities countries streets")]
    [InlineData("DELETE FROM countries WHERE code = 'de'; INSERT INTO countries VALUES ('de', 49, 'Germany')", "cities countries streets")]
    [InlineData("DELETE FROM cities WHERE id = 1", "cities streets")]
    [InlineData("UPDATE cities SET name = 'x' || id, parent = NULL; INSERT INTO cities (country, name) VALUES ('de', 'Ulm')", "cities streets")]
    public async Task A_changed_row_that_keeps_what_others_refer_to_leaves_them_alone(string change, string restored)
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(Template);
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 1 });
        await using var lane = await pool.LeaseAsync();
        await using var session = await lane.DataSource.OpenConnectionAsync();
        var rows = await LaneContents.ReadAsync(session);
        var places = await PlacesAsync(session);
        for (var times = 0; times < 2; times++)
        {
            await new NpgsqlCommand(change, session).ExecuteNonQueryAsync();
            await new NpgsqlCommand("SELECT pglanes.reset()", session).ExecuteNonQueryAsync();
            (await LaneContents.ReadAsync(session)).ShouldBe(rows, ignoreOrder: true);
            var after = await PlacesAsync(session);
            string.Join(' ', places.Where(place => after[place.Key] != place.Value).Select(place => place.Key).Order()).ShouldBe(restored);
            (await lane.ResetAsync()).Tables.ShouldBe(0);
            places = after;
        }

        (await pool.VerifyAsync()).Single().IsIdentical.ShouldBeTrue();
    }

    [Theory]
    [InlineData("keeper")]
    [InlineData("sql")]
    public async Task A_changed_row_of_many_costs_a_reset_no_comparison_of_each_with_each(string way)
    {
        await using var database = await servers.CreateDatabaseAsync();
        await using var role = await PlainRole.CreateAsync(database);
        await database.ExecuteAsync($"""
            SET LOCAL ROLE {role.Name};
            CREATE TABLE words (id integer PRIMARY KEY, word text);
            INSERT INTO words SELECT n, 'word ' || n FROM generate_series(1, 50000) AS n;
            """);
        await using var pool = await LanePool.OpenAsync(role.ConnectionString, new LanePoolOptions { MaxLanes = 1 });
        await using var lane = await pool.LeaseAsync();
        await using var session = await lane.DataSource.OpenConnectionAsync();
        // Each with each would be hours.
        await new NpgsqlCommand("UPDATE words SET word = 'x' WHERE id = 7", session).ExecuteNonQueryAsync();
        if (way == "keeper") (await lane.ResetAsync().WaitAsync(TimeSpan.FromSeconds(60))).Tables.ShouldBe(1);
        else await new NpgsqlCommand("SET statement_timeout = '60s'; SELECT pglanes.reset()", session).ExecuteNonQueryAsync();
        (await pool.VerifyAsync()).Single().IsIdentical.ShouldBeTrue();
    }

    [Fact]
    public async Task A_key_with_a_collation_of_the_template_is_compared_by_its_letters()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync("""
            CREATE COLLATION any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
            CREATE TABLE words (word text COLLATE any_case PRIMARY KEY, note text);
            INSERT INTO words VALUES ('a', 'first'), ('b', 'second');
            """);
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 1 });
        await using var lane = await pool.LeaseAsync();
        await using var session = await lane.DataSource.OpenConnectionAsync();
        var rows = await LaneContents.ReadAsync(session);
        foreach (var change in new[] { "UPDATE words SET note = 'x' WHERE word = 'b'", "UPDATE words SET word = 'A' WHERE word = 'a'" })
        {
            await new NpgsqlCommand(change, session).ExecuteNonQueryAsync();
            await new NpgsqlCommand("SELECT pglanes.reset()", session).ExecuteNonQueryAsync();
            (await LaneContents.ReadAsync(session)).ShouldBe(rows, ignoreOrder: true, change);
        }
    }

    // Where the rows are, and who wrote them.
    private static async Task<Dictionary<string, string>> PlacesAsync(NpgsqlConnection session)
    {
        await using var command = new NpgsqlCommand("""
            SELECT 'countries', string_agg(concat(ctid, xmin), ' ' ORDER BY ctid) FROM countries UNION ALL
            SELECT 'cities', string_agg(concat(ctid, xmin), ' ' ORDER BY ctid) FROM cities UNION ALL
            SELECT 'streets', string_agg(concat(ctid, xmin), ' ' ORDER BY ctid) FROM streets
            """, session);
        await using var row = await command.ExecuteReaderAsync();
        var places = new Dictionary<string, string>();
        while (await row.ReadAsync()) places.Add(row.GetString(0), row.GetString(1));
        return places;
    }
}
