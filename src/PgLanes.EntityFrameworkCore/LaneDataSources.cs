using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;

namespace PgLanes.EntityFrameworkCore;

/// <summary>The data sources of lanes: for each lane, one for each set of mappings. They are closed with the lane.</summary>
internal static class LaneDataSources
{
    private static readonly ConditionalWeakTable<Lane, Sources> _all = [];

    /// <summary>Returns the lane's data source with what the context's options map, as the provider would make one.</summary>
    public static NpgsqlDataSource For(LaneOptions options, DbContext context)
    {
        // A lane that was lost says so here.
        _ = options.Lane.Address;
        var services = context.GetInfrastructure();
        var provider = services.GetRequiredService<IDbContextOptions>().FindExtension<NpgsqlOptionsExtension>();
        var plugins = services.GetServices<INpgsqlDataSourceConfigurationPlugin>().ToList();
        var enums = provider?.EnumDefinitions ?? [];
        var action = provider?.DataSourceBuilderAction;
        if (plugins.Count == 0 && enums.Count == 0 && action is null && options.Configure is null) return options.Lane.DataSource;

        var key = string.Join('\n', [
            .. enums.Select(e => $"{e.ClrType.AssemblyQualifiedName} {e.StoreTypeSchema}.{e.StoreTypeName} {e.NameTranslator.GetType()}"),
            .. plugins.Select(plugin => plugin.GetType().AssemblyQualifiedName), DelegateText.Of(action, context.GetType()), DelegateText.Of(options.Configure, context.GetType()),
        ]);
        var own = _all.GetValue(options.Lane, _ => new Sources()).ByMappings;
        return own.GetOrAdd(key, _ => new Lazy<NpgsqlDataSource>(() => options.Lane.CreateDataSource(builder =>
        {
            foreach (var e in enums) builder.MapEnum(e.ClrType, NameOf(options.Lane, e), e.NameTranslator);
            foreach (var plugin in plugins) plugin.Configure(builder);
            action?.Invoke(builder);
            options.Configure?.Invoke(builder);
        }))).Value;
    }

    /// <summary>Whether a connection string leads to the lane.</summary>
    public static bool IsKnown(Lane lane, string connectionString) =>
        _all.GetValue(lane, _ => new Sources()).Known.GetOrAdd(connectionString, static (text, lane) => LeadsTo(lane, text), lane);

    private static bool LeadsTo(Lane lane, string connectionString)
    {
        var (there, wanted) = (new NpgsqlConnectionStringBuilder(connectionString), new NpgsqlConnectionStringBuilder(lane.ConnectionString));
        return (there.Host, there.Port, there.Database, there.SearchPath) == (wanted.Host, wanted.Port, wanted.Database, wanted.SearchPath)
            // Through a pooler the lane's role alone leads to the lane.
            && (wanted.SearchPath is not null || lane.Kind == LaneKind.Database || there.Username == wanted.Username);
    }

    private static string NameOf(Lane lane, EnumDefinition mapped)
    {
        var name = mapped.StoreTypeSchema is null ? mapped.StoreTypeName : $"{mapped.StoreTypeSchema}.{mapped.StoreTypeName}";
        return LaneTypes.Rename(lane, name) ?? name;
    }

    private sealed class Sources
    {
        public ConcurrentDictionary<string, Lazy<NpgsqlDataSource>> ByMappings { get; } = new(StringComparer.Ordinal);

        public ConcurrentDictionary<string, bool> Known { get; } = new(StringComparer.Ordinal);
    }
}
