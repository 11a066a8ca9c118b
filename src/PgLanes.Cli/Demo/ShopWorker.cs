using System.Globalization;
using Npgsql;

namespace PgLanes.Cli.Demo;

/// <summary>One of the demo's parallel workers: a test that believes it has the shop to itself.</summary>
internal sealed class ShopWorker(Lane lane, Checks checks)
{
    private const int FirstOrder = 1001;
    private const int Orders = 50;

    /// <summary>Raw SQL without a schema, as a test has it, and the same primary keys as every other worker.</summary>
    private static readonly string s_write =
        $"""
        INSERT INTO orders (id, customer_id, note) SELECT n, 1 + n % 50, $1 FROM generate_series({FirstOrder}, {FirstOrder + Orders - 1}) AS n;
        """;

    private const string WriteLines =
        "INSERT INTO order_line (order_id, line, product_id, quantity, unit_price) SELECT id, 1, 1, 1, 9.90 FROM orders WHERE note = $1";

    private const string ChangeReferenceRows = "UPDATE country SET name = name || ' of ' || $1";

    private const string MoveSequence = "SELECT count(setval('invoice_number', 99000)) FROM (VALUES ($1)) AS given";

    private string Note => $"worker {lane.Number}";

    /// <summary>Writes, and commits only when every worker has written: in one shared table they would wait for each other here.</summary>
    public async Task WriteAsync(Barrier everyoneHasWritten, CancellationToken cancellationToken)
    {
        await using var connection = await lane.DataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var sql in new[] { s_write, WriteLines, ChangeReferenceRows, MoveSequence })
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction) { Parameters = { new() { Value = Note } } };
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        await Task.Run(() => everyoneHasWritten.SignalAndWait(cancellationToken), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await using var refresh = new NpgsqlCommand("REFRESH MATERIALIZED VIEW sold", connection);
        await refresh.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Checks that what the worker reads is what it wrote, and nothing of another worker.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await ExpectAsync("its own orders", $"SELECT count(*) FROM orders WHERE id >= {FirstOrder} AND note = $1", Orders, cancellationToken);
        await ExpectAsync("orders of other workers", "SELECT count(*) FROM orders WHERE note LIKE 'worker %' AND note <> $1", 0, cancellationToken);
        await ExpectAsync("journal entries of the trigger that names public", "SELECT count(*) FROM journal WHERE entry = 'INSERT open ' || $1", Orders, cancellationToken);
        await ExpectAsync("journal entries of other workers", "SELECT count(*) FROM journal WHERE entry LIKE '% worker %' AND entry NOT LIKE '% ' || $1", 0, cancellationToken);
        await ExpectAsync("orders in the view", $"SELECT count(*) FROM order_total WHERE id >= {FirstOrder} AND total = 9.90 AND $1 <> ''", Orders, cancellationToken);
        await ExpectAsync("stock left", "SELECT in_stock - 1000 + (SELECT quantity FROM sold WHERE id = 1) FROM product WHERE id = 1 AND $1 <> ''", 0, cancellationToken);
    }

    private async Task ExpectAsync(string what, string query, long expected, CancellationToken cancellationToken)
    {
        await using var command = lane.DataSource.CreateCommand(query);
        command.Parameters.Add(new() { Value = Note });
        var actual = Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
        checks.Expect(actual == expected, $"{lane.Name}: {what}: expected {expected}, found {actual}.");
    }
}
