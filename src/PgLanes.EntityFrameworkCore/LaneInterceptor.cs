using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace PgLanes.EntityFrameworkCore;

/// <summary>Gives a context its lane's connections, and its commands the lane's names. One for each context.</summary>
internal sealed class LaneInterceptor(IDbContextOptions options) : DbConnectionInterceptor, IDbCommandInterceptor
{
    private readonly LaneOptions _options = options.FindExtension<LaneOptions>()
        ?? throw new InvalidOperationException("The context has no lane: its options were not made by UseLane.");

    private Lane Lane => _options.Lane;

    public override InterceptionResult<DbConnection> ConnectionCreating(ConnectionCreatingEventData eventData, InterceptionResult<DbConnection> result)
    {
        var context = eventData.Context ?? throw new InvalidOperationException("A connection in a lane needs a context.");
        return InterceptionResult<DbConnection>.SuppressWithResult(LaneDataSources.For(_options, context).CreateConnection());
    }

    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        CheckAddress(connection);
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        CheckAddress(connection);
        return ValueTask.FromResult(result);
    }

    /// <summary>The one place that every command passes: queries, saves, migrations, raw SQL.</summary>
    /// <exception cref="LaneLostException">Another process may have the lane, also where the connection is open still.</exception>
    public DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        _ = Lane.Address;
        if (result.CommandText.AsSpan().TrimStart().StartsWith("DROP DATABASE", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException(
                $"{Lane.Name} is a lane, and its database is not dropped: EnsureDeleted would take the template and all lanes with it. " +
                "Leave it out in tests; each starts from the same rows.");
        }

        var renamed = Lane.RenameSql(result.CommandText);
        if (!ReferenceEquals(renamed, result.CommandText)) result.CommandText = renamed;
        foreach (DbParameter parameter in result.Parameters)
            if (parameter is NpgsqlParameter { DataTypeName: { } type } typed && LaneTypes.Rename(Lane, type) is { } own) typed.DataTypeName = own;
        return result;
    }

    // A connection that the application passed or set is not made by ConnectionCreating.
    private void CheckAddress(DbConnection connection)
    {
        if (LaneDataSources.IsKnown(Lane, connection.ConnectionString)) return;
        throw new InvalidOperationException(
            $"The context uses {Lane.Name}, but was given a connection to elsewhere ({connection.DataSource}, {connection.Database}). " +
            "Make its connections of Lane.DataSource, or let UseLane make them. EnsureDeleted needs one, too: leave it out, each test starts from the same rows.");
    }
}
