using PgLanes.Catalog;
using PgLanes.Scripting;

namespace PgLanes.Tests;

public sealed class SecurityLabelCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Labels_are_read_and_written_for_what_they_are_on(int version)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        // No module that gives labels comes with PostgreSQL, so they are put where a module would have put them.
        await database.ExecuteAsync("""
            CREATE TABLE people (id integer, name text);
            CREATE FUNCTION f(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
            SET allow_system_table_mods = on;
            INSERT INTO pg_seclabel SELECT l.id, l.class, l.part, 'anon', l.label FROM (VALUES
                ('people'::regclass::oid, 'pg_class'::regclass, 0, 'TABLESAMPLE'), ('people'::regclass, 'pg_class'::regclass, 2, 'MASKED x'),
                ('f(integer)'::regprocedure, 'pg_proc'::regclass, 0, 'TRUSTED'), ('public'::regnamespace, 'pg_namespace'::regclass, 0, 'TRUSTED')
                ) AS l (id, class, part, label);
            """);
        await using var connection = await database.OpenAsync();
        var template = await CatalogReader.ReadAsync(connection, ["public"], TestContext.Current.CancellationToken);
        var script = LaneScript.For(template, LaneScript.Names(template, new Dictionary<string, string> { ["public"] = "lane" }));
        script.AfterRows.Select(statement => statement.Sql).Where(sql => sql.StartsWith("SECURITY", StringComparison.Ordinal)).ShouldBe(
            [
                "SECURITY LABEL FOR \"anon\" ON COLUMN people.name IS 'MASKED x'",
                "SECURITY LABEL FOR \"anon\" ON FUNCTION f(integer) IS 'TRUSTED'",
                "SECURITY LABEL FOR \"anon\" ON SCHEMA lane IS 'TRUSTED'",
                "SECURITY LABEL FOR \"anon\" ON TABLE people IS 'TABLESAMPLE'",
            ]);
    }
}
