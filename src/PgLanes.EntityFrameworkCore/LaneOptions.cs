using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.ValueGeneration.Internal;

namespace PgLanes.EntityFrameworkCore;

/// <summary>Which lane a context is in. All lanes share one set of EF Core's own services: what differs between lanes is asked of these options.</summary>
internal sealed class LaneOptions(Lane lane, Action<NpgsqlDataSourceBuilder>? configure) : IDbContextOptionsExtension
{
    private DbContextOptionsExtensionInfo? _info;

    public Lane Lane => lane;

    public Action<NpgsqlDataSourceBuilder>? Configure => configure;

    public DbContextOptionsExtensionInfo Info => _info ??= new ExtensionInfo(this);

    public void ApplyServices(IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Scoped<IInterceptor, LaneInterceptor>());
        services.Replace(ServiceDescriptor.Singleton<INpgsqlValueGeneratorCache, LaneSequences>());
    }

    public void Validate(IDbContextOptions options)
    {
        var own = options.FindExtension<CoreOptionsExtension>()?.InternalServiceProvider;
        if (own is not null && own.GetService<INpgsqlValueGeneratorCache>() is not LaneSequences)
        {
            throw new InvalidOperationException(
                "UseLane cannot be combined with UseInternalServiceProvider: the provider lacks what takes the context to its lane. Leave UseInternalServiceProvider out in tests.");
        }
    }

    private sealed class ExtensionInfo(LaneOptions extension) : DbContextOptionsExtensionInfo(extension)
    {
        public override bool IsDatabaseProvider => false;

        public override string LogFragment => $"lane={((LaneOptions)Extension).Lane.Name} ";

        public override int GetServiceProviderHashCode() => 0;

        public override bool ShouldUseSameServiceProvider(DbContextOptionsExtensionInfo other) => other is ExtensionInfo;

        public override void PopulateDebugInfo(IDictionary<string, string> debugInfo) => debugInfo["PgLanes:UseLane"] = "1";
    }
}
