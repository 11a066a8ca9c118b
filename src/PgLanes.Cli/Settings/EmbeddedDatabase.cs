using System.Security.Cryptography;
using System.Text;
using Npgsql;
using PgLanes.Cli.Output;
using PgLanes.Hosting;

namespace PgLanes.Cli.Settings;

/// <summary>A project's database on the shared private server.</summary>
internal sealed class EmbeddedDatabase
{
    private const int LongestFolderName = 40;
    private const int DigestLength = 8;

    private readonly string _admin;
    private readonly string _name;

    private EmbeddedDatabase(PrivateServer server, string name)
    {
        (_admin, _name) = (server.ConnectionString + ";Pooling=false", name);
        ConnectionString = server.ConnectionStringFor(name);
    }

    public string ConnectionString { get; }

    /// <summary>Starts or reuses the shared private server, with a database for this project: an empty one where it is new or is to be rebuilt.</summary>
    public static async Task<EmbeddedDatabase> EnsureAsync(LaneSettings settings, CancellationToken cancellationToken)
    {
        await using var server = await PrivateServer.StartOrReuseAsync(new PrivateServerOptions { Progress = new HostingNews() }, cancellationToken);
        var database = new EmbeddedDatabase(server, NameFor(Environment.CurrentDirectory, settings.Migrate!));
        if (settings.Rebuild) await database.DropAsync();
        if (!await database.ExistsAsync(cancellationToken)) await database.CreateAsync(cancellationToken);
        return database;
    }

    /// <summary>Drops the database with its lanes.</summary>
    /// <exception cref="LeaseTimeoutException">Somebody is connected to it.</exception>
    public async Task DropAsync()
    {
        NpgsqlConnection.ClearAllPools();
        try
        {
            // Letters, digits and underscores alone: no quoting is needed.
            await ExecuteAsync($"DROP DATABASE IF EXISTS {_name}", CancellationToken.None);
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.ObjectInUse)
        {
            throw new LeaseTimeoutException($"The private database {_name} cannot be dropped: {error.Detail ?? error.MessageText} End those sessions, then try again.", error);
        }
    }

    /// <summary>The same folder and migration have the same database, another folder or migration another one.</summary>
    internal static string NameFor(string folder, string migrate)
    {
        var readable = new string([.. Path.GetFileName(folder.TrimEnd('/', '\\')).ToLowerInvariant().Where(char.IsAsciiLetterOrDigit).Take(LongestFolderName)]);
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{folder}\n{migrate}")))[..DigestLength];
        return $"pglanes_{(readable.Length == 0 ? "root" : readable)}_{digest}";
    }

    private async Task<bool> ExistsAsync(CancellationToken cancellationToken) =>
        await ExecuteAsync($"SELECT count(*) FROM pg_catalog.pg_database WHERE datname = '{_name}'", cancellationToken) is > 0L;

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync($"CREATE DATABASE {_name}", cancellationToken);
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another process was quicker, and its database is as good.
            return;
        }
    }

    private async Task<object?> ExecuteAsync(string statement, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(_admin);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(statement, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
