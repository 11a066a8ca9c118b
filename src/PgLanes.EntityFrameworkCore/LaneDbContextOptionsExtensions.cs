using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;

namespace PgLanes.EntityFrameworkCore;

/// <summary>Contexts in lanes.</summary>
public static class LaneDbContextOptionsExtensions
{
    /// <summary>
    /// Makes contexts with these options work in the lane, whichever database and data source the options name before or after: a <c>UseNpgsql</c> adds
    /// mappings and settings, and a connection of one's own that does not lead to the lane is refused. Names of the template's schemas in the SQL of
    /// queries, saves and raw commands become the lane's. Contexts of all lanes share one model and one cache of queries.
    /// </summary>
    /// <param name="options">With or without a <c>UseNpgsql</c>.</param>
    /// <param name="lane">The lane. Where this is called again, the last one counts.</param>
    /// <param name="configure">Adds to the lane's data source, for an application that maps types on one of its own. Called once for each lane
    /// and for each different content: closures of one method that hold equal values, collections or delegates are taken for the same, and objects of one type are.</param>
    /// <returns><paramref name="options"/>.</returns>
    public static DbContextOptionsBuilder UseLane(this DbContextOptionsBuilder options, Lane lane, Action<NpgsqlDataSourceBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(lane);
        // Where the provider's options name a data source, it keeps services, model and queries for each.
        options.UseNpgsql(lane.ConnectionString);
        History.PutInto(options, lane.Schemas.Select(schema => schema.Key));
        ((IDbContextOptionsBuilderInfrastructure)options).AddOrUpdateExtension(new LaneOptions(lane, configure));
        return options;
    }

    /// <inheritdoc cref="UseLane(DbContextOptionsBuilder, Lane, Action{NpgsqlDataSourceBuilder})"/>
    public static DbContextOptionsBuilder<TContext> UseLane<TContext>(
        this DbContextOptionsBuilder<TContext> options, Lane lane, Action<NpgsqlDataSourceBuilder>? configure = null)
        where TContext : DbContext
    {
        UseLane((DbContextOptionsBuilder)options, lane, configure);
        return options;
    }
}
