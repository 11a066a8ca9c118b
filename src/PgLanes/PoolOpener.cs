using PgLanes.Audit;
using PgLanes.Leasing;

namespace PgLanes;

/// <summary>Opens what a pool is made of, or leaves nothing open.</summary>
internal static class PoolOpener
{
    public static async Task<(PoolContext Pool, LaneAuditor Auditor)> OpenAsync(
        string connectionString, LanePoolOptions options, CancellationToken cancellationToken)
    {
        options.Check();
        LaneNaming.Check(options);
        var connector = Connector.Create(connectionString, options);
        var migration = new Migration(options.MigrateAsync);
        Home? home = null;
        try
        {
            DatabaseGuard.Check(connector.Server, options);
            await connector.AskAsync(cancellationToken).ConfigureAwait(false);
            if (connector.Detour is { } detour && !options.Seal) await Pooler.CheckPathAsync(detour, cancellationToken).ConfigureAwait(false);
            // Only now, because it takes over what the server allows.
            home = new Home(options, connector);
            var reader = new TemplateReader(connector, home, options with { MigrateAsync = migration.Watched });
            var template = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var auditor = new LaneAuditor(connector, options);
            await auditor.StartAsync(cancellationToken).ConfigureAwait(false);
            IReadOnlyList<Hazard> sealHazards = options is { Seal: true, Kind: LaneKind.Schema }
                ? await SealHazards.FindAsync(connector, options.Schemas, template.ExtensionSchemas, cancellationToken).ConfigureAwait(false)
                : [];
            return (new PoolContext(options, connector, home, reader, template, MaterialFor, sealHazards), auditor);
        }
        catch (Exception exception)
        {
            if (home is not null) await home.DisposeAsync().ConfigureAwait(false);
            await connector.DisposeAsync().ConfigureAwait(false);
            if (ServerErrors.IsUnexplained(exception) && exception != migration.Error) throw ServerErrors.WhenRunning("The pool was not opened", exception);
            throw;
        }
    }

    private static ILaneMaterial MaterialFor(PoolContext pool) =>
        pool.Options.Kind == LaneKind.Database ? new DatabaseLanes(pool) : new SchemaLanes(pool);
}
