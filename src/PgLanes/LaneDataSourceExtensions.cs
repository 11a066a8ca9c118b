using Npgsql;
using PgLanes.Leasing;

namespace PgLanes;

/// <summary>For those who build a data source of their own.</summary>
public static class LaneDataSourceExtensions
{
    /// <summary>
    /// Makes the data source one of the lane: its server, database and search path, the types of the lane alone, and a pool no larger than lets
    /// all lanes fit on the server. Type mappings, plugins, loggers and other settings stay as they are, also a user name and its
    /// password, unless the lane is sealed (<see cref="LanePoolOptions.Seal"/>).
    /// </summary>
    /// <param name="builder">Any builder; its connection string may be empty, or the application's own.</param>
    /// <param name="lane">The lane. The data source is of no use after its return.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ObjectDisposedException">The lane was returned.</exception>
    public static NpgsqlDataSourceBuilder UseLane(this NpgsqlDataSourceBuilder builder, Lane lane)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(lane);
        lane.CheckLeased();
        var of = new NpgsqlConnectionStringBuilder(lane.ConnectionString);
        var own = builder.ConnectionStringBuilder;
        (own.Host, own.Port, own.Database, own.SearchPath) = (of.Host, of.Port, of.Database, of.SearchPath);
        if (lane.IsSealed || string.IsNullOrEmpty(own.Username)) (own.Username, own.Password) = (of.Username, of.Password);
        own.MaxPoolSize = Math.Min(own.MaxPoolSize, of.MaxPoolSize);
        own.MinPoolSize = Math.Min(own.MinPoolSize, own.MaxPoolSize);
        // No other lane's types are in a database of its own.
        if (lane.Kind == LaneKind.Schema) builder.ConfigureTypeLoading(types => types.SetTypeLoadingSchemas([.. lane.TypeSchemas]));
        return builder;
    }
}
