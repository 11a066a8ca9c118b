using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace PgLanes.EntityFrameworkCore;

/// <summary>Where the table of applied migrations is.</summary>
internal static class History
{
    // Npgsql's provider looks for it there unless told otherwise.
    private const string DefaultSchema = "public";

    /// <summary>Says where it is, if nobody did, and a connection's search path would not lead there: in its own place, or in the first of the template's
    /// schemas where that is none of them and would not be cloned.</summary>
    public static void PutInto(DbContextOptionsBuilder options, IEnumerable<string> schemas)
    {
        var all = schemas.ToList();
        var relational = RelationalOptionsExtension.Extract(options.Options);
        if (relational.MigrationsHistoryTableSchema is not null || all[0] == DefaultSchema) return;
        var schema = all.Contains(DefaultSchema) ? DefaultSchema : all[0];
        options.UseNpgsql(npgsql => npgsql.MigrationsHistoryTable(relational.MigrationsHistoryTableName ?? HistoryRepository.DefaultTableName, schema));
    }

    /// <summary>Refuses a history that lanes would not get: moved, it would be read as "nothing is applied".</summary>
    public static async Task CheckAsync(DbContextOptionsBuilder options, IReadOnlyList<string> schemas, string connectionString, CancellationToken cancellationToken)
    {
        var relational = RelationalOptionsExtension.Extract(options.Options);
        if (relational.MigrationsHistoryTableSchema is not null || schemas.Contains(DefaultSchema)) return;
        var table = relational.MigrationsHistoryTableName ?? HistoryRepository.DefaultTableName;
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await using var _ = connection.ConfigureAwait(false);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        var command = new NpgsqlCommand("SELECT EXISTS (SELECT FROM pg_catalog.pg_tables WHERE schemaname = $1 AND tablename = $2)", connection)
        {
            Parameters = { new() { Value = DefaultSchema }, new() { Value = table } },
        };
        await using var __ = command.ConfigureAwait(false);
        if (await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not true) return;
        throw new InvalidOperationException(
            $"The migrations are recorded in {DefaultSchema}.{table}, and \"{DefaultSchema}\" is none of the template's schemas, so lanes would lack them. " +
            $"Add \"{DefaultSchema}\" behind the others in LanePoolOptions.Schemas.");
    }
}
