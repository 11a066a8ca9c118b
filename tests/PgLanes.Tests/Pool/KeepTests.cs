using Npgsql;

namespace PgLanes.Tests;

public sealed class KeepTests(Servers servers)
{
    private const string Script =
        """
        CREATE TYPE mood AS ENUM ('sad', 'glad');
        CREATE TABLE person (id bigint PRIMARY KEY, name text NOT NULL, mood mood NOT NULL DEFAULT 'glad');
        CREATE TABLE note (id bigint PRIMARY KEY, text text);
        CREATE TABLE subject (what regclass);
        INSERT INTO person VALUES (1, 'Ada'), (2, 'Bob');
        INSERT INTO subject VALUES ('person');
        """;

    [Theory]
    [MemberData(nameof(Servers.Ends), MemberType = typeof(Servers))]
    public async Task Rows_that_differ_are_listed(int version)
    {
        await using var database = await CreateAsync(version);
        await using var pool = await LanePool.OpenAsync(database.ConnectionString);
        await using var lane = await pool.LeaseAsync();
        (await lane.CompareAsync()).ShouldBeEmpty();

        await ExecuteAsync(lane, "UPDATE person SET mood = 'sad' WHERE id = 2; INSERT INTO note SELECT g, 'n' || g FROM generate_series(1, 5) AS g");
        var tables = await lane.CompareAsync(mostRows: 3);
        var (note, person) = (tables[0], tables[1]);
        note.Table.ShouldBe("test_worker_1.note");
        note.Columns.ShouldBe(["id", "text"]);
        (note.Added.Count, note.HasMore).ShouldBe((3, true));
        person.Added.ShouldBe(["(2,Bob,sad)"]);
        person.Missing.ShouldBe(["(2,Bob,glad)"]);
        person.HasMore.ShouldBeFalse();
    }

    [Fact]
    public async Task A_kept_lane_is_for_nobody_until_its_pool_is_closed_and_then_for_later_pools()
    {
        await using var database = await CreateAsync(Servers.Versions[0]);
        var options = new LanePoolOptions { MaxLanes = 2, LeaseTimeout = TimeSpan.FromMilliseconds(300) };
        await using var beside = await LanePool.OpenAsync(database.ConnectionString, options);
        await using (var pool = await LanePool.OpenAsync(database.ConnectionString, options))
        {
            await using (var lane = await pool.LeaseAsync())
            {
                await ExecuteAsync(lane, "INSERT INTO note VALUES (1, 'look at me')");
                (await lane.KeepAsync()).ShouldBeTrue();
            }

            (await pool.GetStatusAsync()).Single(status => status.Number == 1).ShouldSatisfyAllConditions(
                status => status.State.ShouldBe(LaneState.Quarantined), status => status.Lease.ShouldNotBeNull());
            await using var second = await pool.LeaseAsync();
            second.Number.ShouldBe(2);
            await Should.ThrowAsync<LeaseTimeoutException>(() => pool.LeaseAsync());
        }

        await using (var second = await beside.LeaseAsync())
        {
            second.Number.ShouldBe(2);
            await Should.ThrowAsync<LeaseTimeoutException>(() => beside.LeaseAsync());
        }

        (await database.ScalarAsync<string>("SELECT text FROM test_worker_1.note")).ShouldBe("look at me");
        await using var later = await LanePool.OpenAsync(database.ConnectionString, options);
        await using var first = await later.LeaseAsync();
        await using var last = await later.LeaseAsync();
        (first.Number, last.Number).ShouldBe((2, 1));
        (await last.CompareAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_last_lane_in_use_is_not_kept()
    {
        await using var database = await CreateAsync(Servers.Versions[0]);
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 2 });
        await using (var first = await pool.LeaseAsync()) (await first.KeepAsync()).ShouldBeTrue();
        await using (var second = await pool.LeaseAsync()) (await second.KeepAsync()).ShouldBeFalse();
        await using var again = await pool.LeaseAsync();
        again.Number.ShouldBe(2);
    }

    [Fact]
    public async Task A_kept_lane_is_dropped_with_the_others()
    {
        await using var database = await CreateAsync(Servers.Versions[0]);
        await using (var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 2 }))
        {
            await using var lane = await pool.LeaseAsync();
            await lane.KeepAsync();
        }

        (await LanePool.DropAllAsync(database.ConnectionString)).ShouldBe(["test_worker_1"]);
    }

    [Fact]
    public async Task A_data_source_of_ones_own_becomes_that_of_the_lane()
    {
        await using var database = await CreateAsync(Servers.Versions[0]);
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 2 });
        await using var other = await pool.LeaseAsync();
        await using var lane = await pool.LeaseAsync();
        var builder = new NpgsqlDataSourceBuilder("Host=elsewhere;Database=app;Application Name=mine;Maximum Pool Size=500").UseLane(lane);
        builder.MapEnum<Mood>("mood");
        await using var source = builder.Build();
        await using var insert = source.CreateCommand("INSERT INTO person VALUES (3, 'Cyd', $1) RETURNING mood");
        insert.Parameters.Add(new NpgsqlParameter<Mood> { TypedValue = Mood.Sad });
        (await insert.ExecuteScalarAsync()).ShouldBe(Mood.Sad);
        (await database.ScalarAsync<long>($"SELECT count(*) FROM {lane.Name}.person")).ShouldBe(3);
        var settings = new NpgsqlConnectionStringBuilder(source.ConnectionString);
        settings.ApplicationName.ShouldBe("mine");
        settings.MaxPoolSize.ShouldBe(new NpgsqlConnectionStringBuilder(lane.ConnectionString).MaxPoolSize);
    }

    [Fact]
    public async Task A_data_source_that_the_lane_makes_is_closed_with_it_and_its_statements_are_renamed()
    {
        await using var database = await CreateAsync(Servers.Versions[0]);
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 1 });
        NpgsqlDataSource source;
        await using (var lane = await pool.LeaseAsync())
        {
            lane.Schemas.ShouldBe([KeyValuePair.Create("public", "test_worker_1")]);
            source = lane.CreateDataSource(builder => builder.MapEnum<Mood>("mood"));
            await using var update = source.CreateCommand(lane.RenameSql("UPDATE public.person SET mood = 'glad'::public.mood RETURNING mood"));
            (await update.ExecuteScalarAsync()).ShouldBe(Mood.Glad);
            lane.Resets.ShouldBe(0);
            (await lane.ResetAsync()).Tables.ShouldBe(1);
            lane.Resets.ShouldBe(1);
        }

        await Should.ThrowAsync<ObjectDisposedException>(async () => await source.OpenConnectionAsync());
    }

    [Fact]
    public void The_url_for_people_has_no_password()
    {
        static string Of(string url) => new LaneAddress(1, "lane", "shop", "lane", url, "", "").UrlWithoutPassword;
        Of("postgres://me:se%40cret@localhost:5432/shop?options=x").ShouldBe("postgres://me@localhost:5432/shop?options=x");
        Of("postgres://me@localhost:5432/shop").ShouldBe("postgres://me@localhost:5432/shop");
        Of("postgres://me:secret@/shop?host=%2Ftmp&port=5432").ShouldBe("postgres://me@/shop?host=%2Ftmp&port=5432");
    }

    private enum Mood
    {
        Sad,
        Glad,
    }

    private async Task<TestDatabase> CreateAsync(int version)
    {
        var database = await servers.CreateDatabaseAsync(version);
        await database.ExecuteAsync(Script);
        return database;
    }

    private static async Task ExecuteAsync(Lane lane, string sql)
    {
        await using var command = lane.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
