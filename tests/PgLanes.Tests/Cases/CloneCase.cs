using Npgsql;
using PgLanes.Catalog;
using PgLanes.Cloning;
using PgLanes.Model;
using PgLanes.Proof;
using PgLanes.Scripting;
using PgLanes.Sql;

namespace PgLanes.Tests;

/// <summary>One template, made of DDL, and a lane of it, made by the engine alone. The lane is described by the server, never by our script.</summary>
internal sealed class CloneCase : IAsyncDisposable
{
    public const string Template = "public";
    public const string Lane = "test_worker_1";

    // What PostgreSQL says where it refuses, which differs between versions.
    private const int RefusalVersion = 15;

    private const string ToolSchema = "pglanes";
    private const int LockBudget = 1500;

    private CloneCase(TestDatabase database, NpgsqlConnection connection) => (Database, Connection) = (database, connection);

    public TestDatabase Database { get; }

    public NpgsqlConnection Connection { get; }

    public LaneScript Script { get; private set; } = null!;

    public NameMap Names { get; private set; } = null!;

    public BaselineModel Baseline { get; private set; } = null!;

    public IReadOnlyList<string> Sources { get; private init; } = [];

    /// <summary>Makes the template in a new database of the server of <paramref name="version"/>, and its first lane.</summary>
    public static async Task<CloneCase> MakeAsync(Servers servers, int version, string ddl, params string[] schemas)
    {
        var database = await servers.TakeDatabaseAsync(version);
        await database.ExecuteAsync(ddl);
        return await CloneAsync(database, schemas);
    }

    /// <summary>Makes the first lane of what <paramref name="database"/> already holds; the case then owns the database.</summary>
    public static async Task<CloneCase> CloneAsync(TestDatabase database, params string[] schemas)
    {
        var connection = await database.RentAsync();
        var made = new CloneCase(database, connection) { Sources = schemas.Length == 0 ? [Template] : schemas };
        await made.CloneAsync();
        return made;
    }

    /// <summary>Makes the template and a lane, and asserts that the lane equals it and depends on nothing in it; first as a role that owns the
    /// schemas and may create others, and nothing more, and then as a superuser, whose database it returns.</summary>
    public static async Task<CloneCase> ProveAsync(Servers servers, int version, string ddl, params string[] schemas)
    {
        await using (var plain = await CloneAsync(await PlainOwner.MakeAsync(servers, version, ddl), schemas))
        {
            await plain.ShouldBeIdenticalAsync();
            await plain.ShouldKeepRowsAsync();
        }

        return await ProveAloneAsync(servers, version, ddl, schemas);
    }

    /// <summary>Does the same for a template that only a superuser can make, which is asserted, too.</summary>
    /// <param name="servers">The servers.</param>
    /// <param name="version">The server's version.</param>
    /// <param name="refused">What PostgreSQL tells anybody else.</param>
    /// <param name="ddl">The template.</param>
    /// <param name="schemas">The template's schemas; none for public.</param>
    public static async Task<CloneCase> ProveAsSuperuserAsync(Servers servers, int version, string refused, string ddl, params string[] schemas)
    {
        if (version == RefusalVersion)
            (await Should.ThrowAsync<PostgresException>(() => PlainOwner.MakeAsync(servers, version, ddl))).MessageText.ShouldContain(refused);
        return await ProveAloneAsync(servers, version, ddl, schemas);
    }

    private static async Task<CloneCase> ProveAloneAsync(Servers servers, int version, string ddl, string[] schemas)
    {
        var made = await MakeAsync(servers, version, ddl, schemas);
        await made.ShouldBeIdenticalAsync();
        if (version == Servers.Versions.Min() || version == Servers.Versions.Max()) await made.ShouldMissNoKindAsync();
        return made;
    }

    /// <summary>Returns the lane's schema that stands for a source schema.</summary>
    public string LaneOf(string source) => source == Sources[0] ? Lane : $"{Lane}_{source}";

    public Task<LaneProof> ProveAsync() => LaneProver.ProveAsync(Connection, 1, Script.Target, Sources, CancellationToken.None);

    public async Task ShouldBeIdenticalAsync()
    {
        var proof = await ProveAsync();
        proof.Differences.ShouldBeEmpty();
        proof.Strays.ShouldBeEmpty();
    }

    // A kind that is not asked for holds nothing: of one that is missed on both sides, the proof knows nothing.
    private async Task ShouldMissNoKindAsync()
    {
        await using var transaction = await Connection.BeginTransactionAsync();
        var asked = await CatalogReader.FindKindsAsync(Connection, Sources, CancellationToken.None);
        await using var batch = new NpgsqlBatch(Connection, transaction);
        var others = CatalogReader.Kinds.Except(asked).ToList();
        foreach (var kind in others) batch.BatchCommands.Add(new NpgsqlBatchCommand(kind.Sql) { Parameters = { new() { Value = Sources.ToArray() } } });
        await using var rows = await batch.ExecuteReaderAsync();
        foreach (var kind in others)
        {
            rows.HasRows.ShouldBeFalse($"no sign told of what this finds: {kind.Sql.Split('\n')[0]}");
            await rows.NextResultAsync();
        }
    }

    /// <summary>Asserts that the lane's rows and positions are those that were stored of the template.</summary>
    public async Task ShouldKeepRowsAsync()
    {
        var lane = await CatalogReader.ReadAsync(Connection, Script.Target.Schemas, CancellationToken.None);
        (await new BaselineProver(Connection, ToolSchema, Script.SearchPath, 100).CompareAsync(lane, Names, Baseline, CancellationToken.None)).ShouldBeEmpty();
    }

    /// <summary>Returns one value, asked of the server, for the template and for the lane. <c>{0}</c> in the query is the schema.</summary>
    public async Task<(T? Template, T? Lane)> BothAsync<T>(string query) =>
        (await Database.ScalarAsync<T>(query.Replace("{0}", Sources[0], StringComparison.Ordinal)),
         await Database.ScalarAsync<T>(query.Replace("{0}", Lane, StringComparison.Ordinal)));

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await Database.DisposeAsync();
    }

    private async Task CloneAsync()
    {
        await Cloning.ToolSchema.InstallAsync(Connection, ToolSchema, CancellationToken.None);
        var template = await CatalogReader.ReadAsync(Connection, Sources, CancellationToken.None);
        Names = LaneScript.Names(template, Sources.ToDictionary(source => source, LaneOf));
        Baseline = await new BaselineCapture(Connection, template, ToolSchema, LockBudget).RunAsync("baseline_", (_, _) => true, (_, _) => null, CancellationToken.None);
        Script = LaneScript.For(template, Names, Baseline.Tables.Select(table => new RelationName(table.Schema, table.Table)));
        await new LaneBuilder(Connection, ToolSchema, LockBudget).BuildAsync(Script, Names, Baseline, CancellationToken.None);
    }
}
