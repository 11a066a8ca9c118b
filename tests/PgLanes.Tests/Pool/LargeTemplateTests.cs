using Npgsql;
using PgLanes.Hosting;

namespace PgLanes.Tests;

/// <summary>A template whose objects are more than the server's lock table has room for, on a server with PostgreSQL's own settings.</summary>
public sealed class LargeTemplateTests
{
    private const int Tables = 3000;

    [Fact]
    public async Task Three_thousand_tables_fit_a_lock_table_of_the_usual_size()
    {
        await using var server = await PrivateServer.StartAsync(new PrivateServerOptions
        {
            Version = "15",
            MaxConnections = 100,
            Settings = new Dictionary<string, string> { ["max_locks_per_transaction"] = "64" },
        });
        await using var database = await TestDatabase.CreateAsync(server);
        (await database.ScalarAsync<string>("SHOW max_locks_per_transaction")).ShouldBe("64");
        // The template, too, takes several transactions.
        for (var first = 1; first <= Tables; first += 500)
        {
            await database.ExecuteAsync($"""
                DO $make$ BEGIN
                    FOR i IN {first}..{first + 499} LOOP
                        EXECUTE format('CREATE TABLE t%s (id integer PRIMARY KEY, name text)', i);
                        EXECUTE format('CREATE INDEX t%s_by_name ON t%1$s (name)', i);
                        IF i % 100 = 0 THEN EXECUTE format('INSERT INTO t%s VALUES (1, ''a'')', i); END IF;
                    END LOOP;
                END $make$;
                """);
        }

        await using (var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 3 }))
        {
            (await pool.EnsureAsync(2)).ShouldAllBe(report => report.Created);
            await using (var lane = await pool.LeaseAsync(1))
            await using (var other = await pool.LeaseAsync(2))
            {
                await lane.DataSource.CreateCommand("INSERT INTO t1 VALUES (1, 'b')").ExecuteNonQueryAsync();
                await lane.DataSource.CreateCommand("DELETE FROM t100").ExecuteNonQueryAsync();
                (await lane.DataSource.CreateCommand("SELECT pglanes.reset()").ExecuteScalarAsync()).ShouldBe(2);
                await lane.DataSource.CreateCommand("UPDATE t200 SET name = 'b'").ExecuteNonQueryAsync();

                // Together, and inside transactions that then hold what the resets have locked.
                await using var first = await lane.DataSource.OpenConnectionAsync();
                await using var second = await other.DataSource.OpenConnectionAsync();
                await using var one = await first.BeginTransactionAsync();
                await using var two = await second.BeginTransactionAsync();
                (await new NpgsqlCommand("SELECT pglanes.reset()", first, one).ExecuteScalarAsync()).ShouldBe(1);
                (await new NpgsqlCommand("SELECT pglanes.reset()", second, two).ExecuteScalarAsync()).ShouldBe(0);
                await one.CommitAsync();
                await two.CommitAsync();
                (await lane.ResetAsync()).Tables.ShouldBe(0);
            }

            (await pool.DropAsync()).Count.ShouldBe(2);
        }

        (await database.ScalarAsync<long>("SELECT count(*) FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname !~ '^(pg_|public|information_schema)'"))
            .ShouldBe(0);
    }
}
