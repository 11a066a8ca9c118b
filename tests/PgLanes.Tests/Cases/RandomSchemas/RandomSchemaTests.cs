using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Npgsql;

namespace PgLanes.Tests;

/// <summary>
/// Clones random schemas. A failure prints the smallest schema that still fails, and the seed it came from:
/// PGLANES_TEST_RANDOM_SEED runs that one alone, PGLANES_TEST_RANDOM sets how many are tried on each server.
/// </summary>
public sealed class RandomSchemaTests(Servers servers)
{
    private static readonly string? Seed = Environment.GetEnvironmentVariable("PGLANES_TEST_RANDOM_SEED");

    private static int Runs => Environment.GetEnvironmentVariable("PGLANES_TEST_RANDOM") is { Length: > 0 } runs ? int.Parse(runs, CultureInfo.InvariantCulture) : 8;

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_lane_of_any_schema_equals_it(int version)
    {
        var server = await servers.GetAsync(version);
        await using (var setup = new NpgsqlConnection(server.ConnectionString + ";Pooling=false"))
        {
            await setup.OpenAsync();
            await new NpgsqlCommand($"CREATE ROLE \"{SchemaMaker.Role}\"", setup).ExecuteNonQueryAsync();
        }

        var seeds = Seed is null ? Gen.Choose(0, int.MaxValue - 1) : Gen.Constant(int.Parse(Seed, CultureInfo.InvariantCulture));
        var schemas = Arb.From(seeds.Select(SchemaMaker.Make), schema => schema.Shrink());
        var property = Prop.ForAll(schemas, schema => Holds(schema, version));
        await Task.Run(() => property.Check(Config.QuickThrowOnFailure.WithMaxTest(Seed is null ? Runs : 1)));
    }

    private void Holds(RandomSchema schema, int version) => HoldsAsync(schema, version).GetAwaiter().GetResult();

    private async Task HoldsAsync(RandomSchema schema, int version)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        try
        {
            await database.ExecuteAsync(schema.Ddl);
        }
        catch (PostgresException) when (!schema.IsWhole)
        {
            // A smaller schema that the server refuses says nothing.
            return;
        }

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
}
