using PgLanes.Hosting;

namespace PgLanes.Tests;

/// <summary>A server whose lock table is so small that lanes are made and dropped in several transactions each, with a template.</summary>
internal sealed class CrashServer : IAsyncDisposable
{
    public const int Lanes = 3;

    private readonly PrivateServer _server;
    private readonly TestDatabase _database;

    private CrashServer(PrivateServer server, TestDatabase database) => (_server, _database) = (server, database);

    public TestDatabase Database => _database;

    public static LanePoolOptions Options => new() { Schemas = ["app", "Odd \"name"], MaxLanes = Lanes };

    public static async Task<CrashServer> StartAsync()
    {
        var server = await PrivateServer.StartAsync(new PrivateServerOptions
        {
            Version = $"{Servers.Versions[0]}",
            MaxConnections = 50,
            Settings = new Dictionary<string, string> { ["max_locks_per_transaction"] = "10", ["autovacuum"] = "off" },
        });
        var database = await TestDatabase.CreateAsync(server);
        await database.ExecuteAsync(
            """
            CREATE SCHEMA app; CREATE SCHEMA "Odd ""name";
            CREATE TYPE app.mood AS ENUM ('fine', 'a, b');
            CREATE FUNCTION app.stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.body := coalesce(NEW.body, ''none''); RETURN NEW; END';
            CREATE TABLE "Odd ""name"."Table ""1" (id serial PRIMARY KEY, feeling app.mood);
            INSERT INTO "Odd ""name"."Table ""1" (feeling) VALUES ('a, b');
            """
            + string.Concat(Enumerable.Range(1, 30).Select(i =>
                $"""
                CREATE TABLE app.t{i} (id serial PRIMARY KEY, body text UNIQUE, before integer {(i == 1 ? "" : $"REFERENCES app.t{i - 1}")});
                INSERT INTO app.t{i} (body) VALUES ('one'), ('two');
                """))
            + """
            DROP TABLE app.t30; ALTER TABLE app.t5 DROP CONSTRAINT t5_before_fkey; ALTER TABLE app.t6 DROP COLUMN before; ALTER TABLE app.t1 DROP CONSTRAINT t1_body_key;
            CREATE TRIGGER stamped BEFORE INSERT ON app.t7 FOR EACH ROW EXECUTE FUNCTION app.stamp();
            CREATE MATERIALIZED VIEW app.counts AS SELECT count(*) AS n FROM app.t1;
            """);
        return new CrashServer(server, database);
    }

    /// <summary>Ends the server without giving it time for anything, and starts it again.</summary>
    public Task CrashAsync() => RunAsync("pg_ctl", "restart", "--silent", "--wait", "--mode", "immediate", "--log", LogFile);

    /// <summary>Stops the server, lets 4 billion transactions pass, and starts it again.</summary>
    public async Task AgeAsync()
    {
        await RunAsync("pg_ctl", "stop", "--silent", "--wait", "--mode", "fast");
        await RunAsync("pg_resetwal", "--epoch", "1");
        await RunAsync("pg_ctl", "start", "--silent", "--wait", "--log", LogFile);
    }

    private string LogFile => Path.Combine(Path.GetDirectoryName(_server.DataDirectory)!, "server.log");

    private async Task RunAsync(string program, params string[] arguments)
    {
        var binaries = await PostgresBinaries.FindAsync(new PostgresBinariesOptions { Version = $"{Servers.Versions[0]}" });
        var ended = await ChildProcess.RunPostgresAsync(
            binaries.PathOf(program), [.. arguments, "--pgdata", _server.DataDirectory], Path.GetDirectoryName(_server.DataDirectory)!, CancellationToken.None);
        ended.ExitCode.ShouldBe(0, ended.AllOutput);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await _server.DisposeAsync();
    }
}
