using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using PgLanes.EntityFrameworkCore.Tests.App;

namespace PgLanes.EntityFrameworkCore.Tests;

public abstract class MigrationTests<TLanes>(TLanes lanes)
    where TLanes : ShopLanes
{
    private const string Start = "20260101000000_Start";

    [Fact]
    public async Task A_lane_has_the_history_and_nothing_pending()
    {
        var address = await lanes.CreateDatabaseAsync();
        await using var pool = await LanePool.OpenAsync(address, ShopLanes.Shop);
        await using var lane = await pool.LeaseAsync();
        await using var context = new ShopContext(new DbContextOptionsBuilder<ShopContext>().UseNpgsql(ShopContext.Configure).UseLane(lane).Options);
        (await context.Database.GetAppliedMigrationsAsync()).ShouldBe([Start]);
        (await context.Database.GetPendingMigrationsAsync()).ShouldBeEmpty();
        // What applications do when they start.
        await context.Database.MigrateAsync();
        (await AskAsync<long>(address, "SELECT count(*) FROM test_worker_1.\"__EFMigrationsHistory\"")).ShouldBe(1);
        (await AskAsync<long>(address, "SELECT count(*) FROM app.\"__EFMigrationsHistory\"")).ShouldBe(1);
    }

    [Fact]
    public async Task A_template_that_is_behind_is_migrated_when_a_pool_opens()
    {
        var address = await lanes.CreateDatabaseAsync();
        await ExecuteAsync(address, "CREATE SCHEMA app; CREATE SCHEMA audit; CREATE TABLE app.older (id int)");
        await using (var first = await LanePool.OpenAsync(address, ShopLanes.Shop))
        await using (var second = await LanePool.OpenAsync(address, ShopLanes.Shop))
            first.Template.Fingerprint.ShouldBe(second.Template.Fingerprint);
        (await AskAsync<long>(address, "SELECT count(*) FROM app.\"Customers\"")).ShouldBe(2);
    }

    [Fact]
    public async Task Many_pools_that_open_at_once_migrate_once()
    {
        var address = await lanes.CreateDatabaseAsync();
        var pools = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => LanePool.OpenAsync(address, ShopLanes.Shop)));
        pools.Select(pool => pool.Template.Fingerprint).Distinct().Count().ShouldBe(1);
        foreach (var pool in pools) await pool.DisposeAsync();
    }

    [Fact]
    public async Task A_history_that_lanes_would_lack_is_an_error_that_says_so()
    {
        var address = await lanes.CreateDatabaseAsync();
        // As the application migrates its own databases.
        await using (var context = new ShopContext(new DbContextOptionsBuilder<ShopContext>().UseNpgsql(address, ShopContext.Configure).Options))
            await context.Database.MigrateAsync();
        (await Should.ThrowAsync<Exception>(() => LanePool.OpenAsync(address, ShopLanes.Shop))).ToString()
            .ShouldContain("Add \"public\" behind the others in LanePoolOptions.Schemas.");

        await using var pool = await LanePool.OpenAsync(
            address, new LanePoolOptions { Schemas = ["app", "audit", "public"] }.EnsureMigrated<ShopContext>(options => options.UseNpgsql(ShopContext.Configure)));
        await using var lane = await pool.LeaseAsync();
        await using var inLane = new ShopContext(new DbContextOptionsBuilder<ShopContext>().UseNpgsql(ShopContext.Configure).UseLane(lane).Options);
        (await inLane.Database.GetAppliedMigrationsAsync()).ShouldBe([Start]);
        await inLane.Database.MigrateAsync();
    }

    [Fact]
    public async Task A_model_without_migrations_makes_its_tables()
    {
        var address = await lanes.CreateDatabaseAsync();
        foreach (var schema in new[] { "public", "other" })
        {
            await ExecuteAsync(address, $"CREATE SCHEMA IF NOT EXISTS {schema}");
            var options = new LanePoolOptions { Schemas = [schema], MaxLanes = 1, NameFormat = schema + "_{0}" }.EnsureCreated<NoteContext>(
                builder => Seed(builder.UseNpgsql(npgsql => npgsql.MapEnum<Mood>("mood", schema)), isAsync: schema == "public"),
                context => new NoteContext(context, schema));
            await using var pool = await LanePool.OpenAsync(address, options);
            await using var lane = await pool.LeaseAsync();
            await using var context = new NoteContext(
                new DbContextOptionsBuilder<NoteContext>().UseNpgsql(npgsql => npgsql.MapEnum<Mood>("mood", schema)).UseLane(lane).Options, schema);
            (await context.Notes.SingleAsync()).Mood.ShouldBe(Mood.Glad);
            context.Add(new Note { Text = "mine" });
            await context.SaveChangesAsync();
            (await AskAsync<long>(address, $"SELECT count(*) FROM {schema}.\"Notes\"")).ShouldBe(1);
            // A template that was emptied, beside its lanes.
            await ExecuteAsync(address, $"DROP TABLE {schema}.\"Notes\"; DROP TYPE {schema}.mood");
            await using var again = await LanePool.OpenAsync(address, options);
            (await AskAsync<long>(address, $"SELECT count(*) FROM {schema}.\"Notes\"")).ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_script_of_the_migrations_and_the_way_back_stay_in_the_lane()
    {
        var address = await lanes.CreateDatabaseAsync();
        await using var pool = await LanePool.OpenAsync(address, ShopLanes.Shop);
        await using var lane = await pool.LeaseAsync();
        await using var context = new ShopContext(new DbContextOptionsBuilder<ShopContext>().UseNpgsql(ShopContext.Configure).UseLane(lane).Options);
        var migrator = context.GetService<IMigrator>();
        await context.Database.ExecuteSqlRawAsync(migrator.GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent));
        (await context.Customers.CountAsync()).ShouldBe(2);
        await migrator.MigrateAsync("0");
        (await AskAsync<string>(address, "SELECT string_agg(schemaname, ',') FROM pg_tables WHERE tablename = 'Customers'")).ShouldBe("app");
        (await context.Database.GetPendingMigrationsAsync()).ShouldBe([Start]);
        (await AskAsync<long>(address, "SELECT count(*) FROM app.\"__EFMigrationsHistory\"")).ShouldBe(1);
    }

    [Fact]
    public async Task A_failed_migration_is_told_with_its_cause()
    {
        var address = await lanes.CreateDatabaseAsync();
        await ExecuteAsync(address, "CREATE SCHEMA app; CREATE TABLE app.\"Customers\" (id int)");
        (await Should.ThrowAsync<PostgresException>(() => LanePool.OpenAsync(address, ShopLanes.Shop))).SqlState.ShouldBe("42P07");
    }

    [Fact]
    public async Task A_context_that_needs_more_than_options_says_how_to_make_it()
    {
        var address = await lanes.CreateDatabaseAsync();
        (await Should.ThrowAsync<InvalidOperationException>(() => LanePool.OpenAsync(address, new LanePoolOptions().EnsureCreated<NoteContext>()))).Message
            .ShouldContain("say with the parameter create");
    }

    [Fact]
    public async Task A_context_without_migrations_is_an_error_that_says_so()
    {
        var address = await lanes.CreateDatabaseAsync();
        (await Should.ThrowAsync<InvalidOperationException>(() =>
            LanePool.OpenAsync(address, new LanePoolOptions().EnsureMigrated<NoteContext>(create: options => new NoteContext(options, "public"))))).Message
            .ShouldContain("NoteContext has no migrations in PgLanes.EntityFrameworkCore.Tests");
    }

    private static void Seed(DbContextOptionsBuilder<NoteContext> builder, bool isAsync)
    {
        var note = new Note { Text = "seed", Mood = Mood.Glad };
        if (!isAsync) builder.UseSeeding((context, _) => { context.Add(note); context.SaveChanges(); });
        else builder.UseAsyncSeeding((context, _, ct) => { context.Add(note); return context.SaveChangesAsync(ct); });
    }

    private static async Task<T> AskAsync<T>(string address, string sql)
    {
        await using var source = NpgsqlDataSource.Create(address + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(string address, string sql)
    {
        await using var source = NpgsqlDataSource.Create(address + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
