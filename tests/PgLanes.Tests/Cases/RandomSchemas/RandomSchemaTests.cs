using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Npgsql;

namespace PgLanes.Tests;

/// <summary>
/// Clones random schemas. A failure prints the smallest schema that still fails, and the seed it came from:
/// PGLANES_TEST_RANDOM_SEED runs that one alone. By default each test tries the same few, so that a build that fails has a reason in the
/// change; PGLANES_TEST_RANDOM makes it try that many others.
/// </summary>
public sealed class RandomSchemaTests(Servers servers)
{
    /// <summary>Two of the versions: the schemas use what version 15 brought, and each costs seconds.</summary>
    public static TheoryData<int> Rows => [.. Servers.Versions.Where(version => version is 15 or 18)];

    private const string PlainRole = "random_owner";

    private static readonly string? Seed = Environment.GetEnvironmentVariable("PGLANES_TEST_RANDOM_SEED");

    private static readonly int? Runs =
        Environment.GetEnvironmentVariable("PGLANES_TEST_RANDOM") is { Length: > 0 } runs ? int.Parse(runs, CultureInfo.InvariantCulture) : null;

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_lane_of_any_schema_equals_it(int version)
    {
        await PrepareAsync(version);
        await CheckAsync(SchemaMaker.Make, schema => HoldsAsync(schema, version));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_lane_of_any_schema_equals_it_for_a_role_that_only_owns_it(int version)
    {
        await PrepareAsync(version);
        await CheckAsync(seed => SchemaMaker.Make(seed).ForPlainRole(), schema => HoldsForPlainRoleAsync(schema, version));
    }

    private static Task CheckAsync(Func<int, RandomSchema> make, Func<RandomSchema, Task> holds)
    {
        var seeds = Seed is null ? Gen.Choose(0, int.MaxValue - 1) : Gen.Constant(int.Parse(Seed, CultureInfo.InvariantCulture));
        var property = Prop.ForAll(Arb.From(seeds.Select(make), schema => schema.Shrink()), schema => holds(schema).GetAwaiter().GetResult());
        var tries = Config.QuickThrowOnFailure.WithMaxTest(Seed is null ? Runs ?? 4 : 1);
        return Task.Run(() => property.Check(Runs is null ? tries.WithReplay(1, 1) : tries));
    }

    /// <summary>Makes the roles, unless they are there.</summary>
    private async Task PrepareAsync(int version)
    {
        var server = await servers.GetAsync(version);
        await using var setup = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        await setup.OpenAsync();
        foreach (var role in new[] { $"\"{SchemaMaker.Role}\"", $"{PlainRole} LOGIN PASSWORD '{PlainRole}'" })
            await new NpgsqlCommand($"DO $$ BEGIN CREATE ROLE {role}; EXCEPTION WHEN duplicate_object THEN NULL; END $$", setup).ExecuteNonQueryAsync();
    }

    private async Task HoldsAsync(RandomSchema schema, int version)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        if (!await IsMadeAsync(database, schema)) return;

        // pg_dump and psql are version 15's, and so are the dumps that are compared.
        if (version != 15)
        {
            await using var other = await CloneCase.CloneAsync(database, [.. schema.Schemas]);
            await other.ShouldBeIdenticalAsync();
            return;
        }

        await using var restored = await servers.CreateDatabaseAsync(version);
        await PgDump.LoadAsync(restored.ConnectionString, await PgDump.DatabaseAsync(database.ConnectionString));
        await using var made = await CloneCase.CloneAsync(database, [.. schema.Schemas]);
        await made.ShouldBeIdenticalAsync();
        (await DumpComparison.FindAsync(made, restored.ConnectionString)).ShouldBeEmpty();
    }

    private async Task HoldsForPlainRoleAsync(RandomSchema schema, int version)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await database.ExecuteAsync($"ALTER SCHEMA public OWNER TO {PlainRole}; GRANT CREATE ON DATABASE {database.Name} TO {PlainRole}");
        var own = database.As(PlainRole, PlainRole);
        if (!await IsMadeAsync(own, schema)) return;
        await using var made = await CloneCase.CloneAsync(own, [.. schema.Schemas]);
        await made.ShouldBeIdenticalAsync();
    }

    private static async Task<bool> IsMadeAsync(TestDatabase database, RandomSchema schema)
    {
        try
        {
            await database.ExecuteAsync(schema.Ddl);
            return true;
        }
        catch (PostgresException) when (!schema.IsWhole)
        {
            // A smaller schema that the server refuses says nothing.
            return false;
        }
    }
}
