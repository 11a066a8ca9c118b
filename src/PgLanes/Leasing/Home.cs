using System.Text;
using Npgsql;
using PgLanes.Cloning;

namespace PgLanes.Leasing;

/// <summary>
/// Where the registry of a template's lanes is. For lanes that are schemas, that is the template's database. For lanes that are databases
/// it is one of its own, because the server copies no database to which somebody is connected.
/// </summary>
internal sealed class Home : IAsyncDisposable
{
    // NAMEDATALEN - 1.
    private const int MaxBytes = 63;

    // Any constant of our own: the database is made before there is a registry to lock.
    private const long InstallLock = 0x70676C616E6562;

    private readonly Connector _template;
    private readonly string _mark;

    public Home(LanePoolOptions options, Connector template)
    {
        _template = template;
        _mark = $"Made by PgLanes: the registry of lanes of database \"{TemplateDatabase}\".";
        Connector = options.Kind == LaneKind.Database ? template.For(NameFor("")) : template;
    }

    /// <summary>Opens connections to the registry's database.</summary>
    public Connector Connector { get; }

    private string TemplateDatabase => _template.Server.Database!;

    private bool IsTemplate => Connector == _template;

    /// <summary>Returns the name of the database that lanes of a version are copied from.</summary>
    public string SeedName(int version) => NameFor($"_seed_{version}");

    /// <summary>Returns the name of a lane's database until it is proved.</summary>
    public string WorkplaceName(LaneRow lane) => NameFor($"_lane_{lane.Id}");

    /// <summary>Opens a connection on which triggers do their work; returns null where there is no such database, and so no registry.</summary>
    public async Task<NpgsqlConnection?> FindAsync(CancellationToken cancellationToken) =>
        IsTemplate || await IsPresentAsync(cancellationToken).ConfigureAwait(false)
            ? await Connector.OpenAsync(cancellationToken).ConfigureAwait(false)
            : null;

    /// <summary>Opens a connection that may build and drop lanes; returns null where there is no such database, and so no registry.</summary>
    public async Task<NpgsqlConnection?> FindKeeperAsync(CancellationToken cancellationToken) =>
        IsTemplate || await IsPresentAsync(cancellationToken).ConfigureAwait(false)
            ? await Connector.OpenKeeperAsync(cancellationToken).ConfigureAwait(false)
            : null;

    /// <summary>Opens a connection that may hold, build and reset lanes, after making the database where it is not there.</summary>
    /// <exception cref="TemplateException">A database of its name is there and is not PgLanes', or the role may not make databases.</exception>
    public async Task<NpgsqlConnection> OpenKeeperAsync(CancellationToken cancellationToken)
    {
        if (!IsTemplate && !await IsPresentAsync(cancellationToken).ConfigureAwait(false)) await CreateAsync(cancellationToken).ConfigureAwait(false);
        return await Connector.OpenKeeperAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Drops the database that lanes of a version are copied from, where there is one. A connection to the registry's database asks.</summary>
    public Task DropSeedAsync(NpgsqlConnection connection, int version, CancellationToken cancellationToken) =>
        IsTemplate ? Task.CompletedTask : new DatabaseCopier(connection).DropAsync(SeedName(version), endAll: true, cancellationToken);

    /// <summary>Drops the database, where it is PgLanes' own; the server refuses it while others are connected.</summary>
    public async Task DropAsync(CancellationToken cancellationToken)
    {
        if (IsTemplate || !await IsPresentAsync(cancellationToken).ConfigureAwait(false)) return;
        var connection = await _template.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        await new DatabaseCopier(connection).DropAsync(Connector.Server.Database!, endAll: false, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (!IsTemplate) await Connector.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<bool> IsPresentAsync(CancellationToken cancellationToken)
    {
        var connection = await _template.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        return await IsPresentAsync(connection, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> IsPresentAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var name = Connector.Server.Database!;
        var comment = await new DatabaseCopier(connection).CommentAsync(name, cancellationToken).ConfigureAwait(false);
        if (comment is null || comment == _mark) return comment is not null;
        throw new TemplateException(
            $"Database \"{name}\" is there and was not made by PgLanes for \"{TemplateDatabase}\", which needs one of that name for its registry; rename or drop it.")
        {
            ObjectName = name,
        };
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        var connection = await _template.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        await StatementRunner.ExecuteAsync(connection, $"SELECT pg_catalog.pg_advisory_lock({InstallLock})", cancellationToken).ConfigureAwait(false);
        // The lock goes with the connection.
        if (await IsPresentAsync(connection, cancellationToken).ConfigureAwait(false)) return;
        try
        {
            await new DatabaseCopier(connection).CreateAsync(Connector.Server.Database!, _mark, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new TemplateException(
                $"Lanes of kind database cannot be made: {exception.MessageText}; run ALTER ROLE {Sql.Identifier.QuoteIfNeeded(_template.Facts.Role)} CREATEDB, " +
                "connect as another role, or use lanes of kind schema.",
                exception)
            {
                ObjectName = TemplateDatabase,
            };
        }
    }

    private string NameFor(string end)
    {
        var suffix = $"_pglanes{end}";
        var head = TemplateDatabase;
        while (Encoding.UTF8.GetByteCount(head) > MaxBytes - suffix.Length) head = head[..^(char.IsLowSurrogate(head[^1]) ? 2 : 1)];
        return head + suffix;
    }
}
