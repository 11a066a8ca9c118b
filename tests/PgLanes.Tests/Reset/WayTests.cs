using Npgsql;

namespace PgLanes.Tests;

/// <summary>Which way a reset goes about it: what it asks, touches and keeps.</summary>
public sealed class WayTests(ResetLane lane) : IClassFixture<ResetLane>
{
    // A query is planned with locks on all indexes of its tables; a planned one that reads a small table takes none.
    private const string PlannedTables = """
        SELECT string_agg(DISTINCT x.indrelid::regclass::text, ' ')
        FROM pg_locks AS k JOIN pg_index AS x ON x.indexrelid = k.relation
        WHERE k.pid = pg_backend_pid() AND x.indrelid IN ('countries'::regclass, 'cities'::regclass, 'laws'::regclass)
        """;

    private const string TriggerRows = "SELECT string_agg(concat(tgname, xmin, ctid), ' ' ORDER BY ctid) FROM pg_trigger WHERE tgrelid = 'laws'::regclass";

    [Fact]
    public async Task The_plans_of_a_session_survive_from_call_to_call()
    {
        await lane.ExecuteAsync("DISCARD PLANS");
        // The session wrote, so that each call asks all tables.
        const string Ask = "BEGIN; INSERT INTO notes (body) VALUES ('new'); SELECT pglanes.reset()";
        await lane.ExecuteAsync(Ask);
        (await lane.ScalarAsync(PlannedTables)).ShouldBe("cities countries laws");
        await lane.ExecuteAsync("COMMIT");
        await lane.ExecuteAsync(Ask);
        (await lane.ScalarAsync(PlannedTables)).ShouldBe(DBNull.Value);
        await lane.ExecuteAsync("COMMIT");
    }

    [Fact]
    public async Task Foreign_keys_are_switched_off_on_the_connection_of_the_lease_and_obeyed_elsewhere()
    {
        // Nothing refers to this row. Where foreign keys are obeyed, its table is not filled without those that refer to it.
        const string Delete = "DELETE FROM countries WHERE code = 'aq'";
        await lane.ExecuteAsync(Delete);
        (await lane.ResetAsync()).ShouldBe(1);
        await lane.ExecuteAsync(Delete);
        (await lane.ScalarAsync("SELECT pglanes.reset()")).ShouldBe(2);
    }

    [Fact]
    public async Task Rows_come_back_while_the_template_cannot_be_read()
    {
        await using var session = await lane.OpenTemplateAsync();
        await new NpgsqlCommand("BEGIN; LOCK TABLE public.countries, public.cities, public.notes, public.laws", session).ExecuteNonQueryAsync();
        await lane.ShouldUndoAsync("DELETE FROM cities; DELETE FROM countries; INSERT INTO notes (body) VALUES ('new'); SELECT nextval('numbers')");
    }

    [Fact]
    public async Task Triggers_are_disabled_for_tables_that_changed_and_no_others()
    {
        var before = await lane.ScalarAsync(TriggerRows);
        await lane.ShouldUndoAsync("INSERT INTO notes (body) VALUES ('new'); UPDATE countries SET name = 'x' WHERE code = 'aq'");
        (await lane.ScalarAsync(TriggerRows)).ShouldBe(before);
        await lane.ExecuteAsync("INSERT INTO laws VALUES (3, 'three')");
        (await lane.ScalarAsync("SELECT pglanes.reset()")).ShouldBe(1);
        (await lane.ScalarAsync(TriggerRows)).ShouldNotBe(before);
        (await lane.ScalarAsync("SELECT bool_and(tgenabled = 'O') FROM pg_trigger WHERE tgrelid = 'laws'::regclass")).ShouldBe(true);
    }
}
