namespace PgLanes.Tests;

/// <summary>On a server with a small lock table the registry is dropped in several transactions; whatever ends in between leaves a half that the next start completes.</summary>
public sealed class HalfRegistryTests
{
    [Fact]
    public async Task A_registry_that_was_half_dropped_is_made_whole_or_dropped()
    {
        await using var server = await CrashServer.StartAsync();
        var database = server.Database;
        await Traces.ShouldBeRepairedAsync(database);
        await DropHalfAsync(database);
        await Traces.ShouldBeRepairedAsync(database);
        await DropHalfAsync(database);
        await Traces.ShouldLeaveNothingAsync(database);
    }

    // Stands for a crash at the last statement, when the tables are gone.
    private static async Task DropHalfAsync(TestDatabase database)
    {
        await database.ExecuteAsync(
            """
            CREATE FUNCTION public.interrupt() RETURNS event_trigger LANGUAGE plpgsql AS $$
            BEGIN IF to_regnamespace('pglanes') IS NOT NULL AND to_regclass('pglanes.templates') IS NULL THEN RAISE 'interrupted'; END IF; END $$;
            CREATE EVENT TRIGGER interrupts ON ddl_command_start WHEN TAG IN ('DROP SCHEMA') EXECUTE FUNCTION public.interrupt();
            """);
        (await Should.ThrowAsync<LaneException>(() => LanePool.DropAllAsync(database.ConnectionString, CrashServer.Options))).Message.ShouldContain("interrupted");
        (await database.ScalarAsync<bool>("SELECT to_regnamespace('pglanes') IS NOT NULL AND to_regclass('pglanes.templates') IS NULL")).ShouldBeTrue();
        await database.ExecuteAsync("DROP EVENT TRIGGER interrupts; DROP FUNCTION public.interrupt()");
    }
}
