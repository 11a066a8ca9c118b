using Npgsql;
using PgLanes.Cli.Output;
using PgLanes.Cli.Running;
using PgLanes.Leasing;

namespace PgLanes.Cli.Settings;

/// <summary>Opens the pool that the settings describe.</summary>
internal static class PoolSource
{
    /// <exception cref="UsageException">The source is no connection string.</exception>
    public static async Task<LanePool> OpenAsync(LaneSettings settings, Screen screen, CancellationToken cancellationToken)
    {
        if (settings.Source is { } source)
            return await OpenAsync(Parse(source, settings.SourceName), settings, CreateMigration(settings, screen), cancellationToken);
        var database = await EmbeddedDatabase.EnsureAsync(settings, cancellationToken);
        var migration = CreateMigration(settings, screen);
        try
        {
            return await OpenAsync(database.ConnectionString, settings with { Rebuild = false }, migration, cancellationToken);
        }
        catch when (migration is { IsIncomplete: true })
        {
            await database.DropAsync();
            throw;
        }
    }

    /// <summary>Drops all lanes of the template, also of one that is gone, and returns their names.</summary>
    public static async Task<IReadOnlyList<string>> DropAllAsync(
        LaneSettings settings, bool force, IProgress<LaneHolder> ended, CancellationToken cancellationToken)
    {
        var connectionString = settings.Source is { } source
            ? Parse(source, settings.SourceName)
            : (await EmbeddedDatabase.EnsureAsync(settings, cancellationToken)).ConnectionString;
        return await LanePool.DropAllAsync(connectionString, ToOptions(settings), force, ended, cancellationToken);
    }

    private static async Task<LanePool> OpenAsync(
        string connectionString, LaneSettings settings, MigrationCommand? migration, CancellationToken cancellationToken)
    {
        var options = ToOptions(settings) with { MigrateAsync = migration is null ? null : migration.RunAsync, Rebuild = settings.Rebuild };
        var pool = await LanePool.OpenAsync(connectionString, options, cancellationToken);
        if (settings.Lanes <= pool.MostLanes || !settings.AreLanesGiven) return pool;
        await pool.DisposeAsync();
        throw new UsageException(
            $"{settings.Lanes} lanes do not fit: each needs a connection, and the server can spare {Math.Max(0, pool.MostLanes)}. Give fewer --lanes, or raise max_connections.");
    }

    private static LanePoolOptions ToOptions(LaneSettings settings)
    {
        var options = new LanePoolOptions
        {
            LoggerFactory = new Warnings(),
            Schemas = settings.Schemas,
            Kind = settings.Kind,
            MaxLanes = settings.Lanes,
            Seal = settings.Seal,
            KeeperConnectionString = settings is { KeeperUrl: { } keeper, IsEmbedded: false } ? Parse(keeper, "--keeper-url (or PGLANES_KEEPER_URL)") : null,
            AllowedDatabases = settings.AllowedDatabases,
            // A private server's databases are the tool's own, whatever the project's folder is called.
            AllowAnyDatabase = settings.AllowAnyDatabase || settings.IsEmbedded,
            Data = settings.KeepsRows ? BaselineData.AllBut(settings.Empty) : BaselineData.NoneBut(settings.KeepRows),
        };
        return settings.NameFormat is { } format ? options with { NameFormat = format } : options;
    }

    private static MigrationCommand? CreateMigration(LaneSettings settings, Screen screen) =>
        settings.Migrate is { } command ? new MigrationCommand(command, settings, screen) : null;

    private static string Parse(string source, string name)
    {
        NpgsqlConnectionStringBuilder connection;
        try
        {
            connection = ConnectionText.Parse(source);
        }
        catch (ArgumentException error)
        {
            throw new UsageException(
                $"{name} is no connection that can be read; write postgres://user:pass@host:port/db or Host=…;Database=…. {Failures.MessageOf(error)}");
        }
        // Who looks at the server's sessions, or at `status`, sees what holds a lane.
        connection.ApplicationName ??= "pglanes";
        return connection.ConnectionString;
    }
}
