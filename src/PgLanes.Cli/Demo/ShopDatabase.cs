using Npgsql;
using PgLanes.Hosting;

namespace PgLanes.Cli.Demo;

/// <summary>The demo's database, and the questions that the demo asks of it beside the pool, so that the pool proves nothing to itself.</summary>
internal sealed class ShopDatabase : IAsyncDisposable
{
    private const string Name = "pglanes_demo";

    /// <summary>Writes the query that reads everything; the server itself quotes the names.</summary>
    private const string RowsQuery =
        """
        SELECT string_agg(part, ' UNION ALL ') || ' ORDER BY 1'
        FROM (
            SELECT format('SELECT %L || t::text FROM %I.%I AS t', relname || ' ', $1, relname) AS part
            FROM pg_catalog.pg_class WHERE relnamespace = $1::regnamespace AND relkind IN ('r', 'm')
            UNION ALL
            SELECT format('SELECT concat_ws('' '', %L, last_value, is_called) FROM %I.%I', relname, $1, relname)
            FROM pg_catalog.pg_class WHERE relnamespace = $1::regnamespace AND relkind = 'S'
        ) AS parts
        """;

    private readonly NpgsqlDataSource _dataSource;

    private ShopDatabase(string connectionString) => (ConnectionString, _dataSource) = (connectionString, NpgsqlDataSource.Create(connectionString));

    public string ConnectionString { get; }

    public static async Task<ShopDatabase> CreateAsync(PrivateServer server, CancellationToken cancellationToken)
    {
        await using (var admin = NpgsqlDataSource.Create(server.ConnectionString))
        await using (var create = admin.CreateCommand($"CREATE DATABASE {Name}"))
            await create.ExecuteNonQueryAsync(cancellationToken);
        var shop = new ShopDatabase(server.ConnectionStringFor(Name));
        using var reader = new StreamReader(typeof(ShopDatabase).Assembly.GetManifestResourceStream("shop.sql")!);
        await using var migrate = shop._dataSource.CreateCommand(await reader.ReadToEndAsync(cancellationToken));
        await migrate.ExecuteNonQueryAsync(cancellationToken);
        return shop;
    }

    /// <summary>Returns every row of every table and materialized view of a schema, and every sequence's position, as text in a fixed order.</summary>
    public async Task<IReadOnlyList<string>> ReadAllAsync(string schema, CancellationToken cancellationToken)
    {
        await using var connection = await _dataSource.OpenConnectionAsync(cancellationToken);
        await using var write = new NpgsqlCommand(RowsQuery, connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = schema } } };
        var query = (string)(await write.ExecuteScalarAsync(cancellationToken))!;
        await using var command = new NpgsqlCommand(query, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add(reader.GetString(0));
        return rows;
    }

    public ValueTask DisposeAsync() => _dataSource.DisposeAsync();
}
