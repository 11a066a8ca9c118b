using Npgsql;

namespace PgLanes.Bench;

/// <summary>Whether ten thousand resets in a row stay as quick as the first, though each leaves dead rows behind.</summary>
internal static class ResetFlatScenario
{
    private const int Tables = 56;
    private const int Dirty = 5;
    private const int Parts = 10;
    private const int PartSize = 1000;

    // The probe reads what the dirty tables hold, dead rows included.
    private const string Sizes = """
        SELECT sum(pg_relation_size(c.oid))::bigint / 1024, sum(pg_indexes_size(c.oid))::bigint / 1024, sum(pg_stat_get_dead_tuples(c.oid))
        FROM pg_class AS c WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
        """;

    public static async Task RunAsync(BenchServer server, IReadOnlyList<TemplateSource> sources)
    {
        await using var pool = await ResetScenario.OpenAsync(server, $"app_{Guid.NewGuid():N}", Tables, lanes: 1);
        await using var lane = await pool.LeaseAsync();
        await using var user = await lane.DataSource.OpenConnectionAsync();
        var soil = ResetScenario.Dirt(Tables, Dirty);
        // A changed row of the baseline, too: its table is restored from the store.
        soil += "UPDATE t_0 SET name = name || '!' WHERE id = 7;";
        Measure.Head("resets", "Lane.ResetAsync, ms", "pglanes.reset(), ms", "slowest, ms", "tables, KiB", "indexes, KiB", "dead rows");
        for (var part = 1; part <= Parts; part++)
        {
            var keeper = new List<double>();
            var sql = new List<double>();
            for (var i = 0; i < PartSize; i++)
            {
                await BenchServer.ExecuteAsync(user, soil);
                if (i % 2 == 0) keeper.Add(await Measure.OnceAsync(() => lane.ResetAsync()));
                else sql.Add(await Measure.OnceAsync(() => BenchServer.ExecuteAsync(user, "SELECT pglanes.reset()")));
            }

            await using var command = new NpgsqlCommand(Sizes, user);
            await using var row = await command.ExecuteReaderAsync();
            await row.ReadAsync();
            Measure.Row(part * PartSize, Measure.Median(keeper), Measure.Median(sql), keeper.Concat(sql).Max(), row.GetValue(0), row.GetValue(1), row.GetValue(2));
        }
    }
}
