using Npgsql;

namespace PgLanes.Tests;

/// <summary>Reads all that a lane holds: every row of every table and materialized view, and every sequence's position.</summary>
internal static class LaneContents
{
    private const string Questions = """
        SELECT string_agg(CASE
                   WHEN c.relkind = 'S' THEN format('SELECT %L, concat(last_value, is_called) FROM %s', c.relname, c.oid::regclass)
                   WHEN c.relispopulated THEN format('SELECT %L, string_agg(t::text, E''\n'' ORDER BY t::text) FROM ONLY %s AS t', c.relname, c.oid::regclass)
                   ELSE format('SELECT %L, ''not populated''', c.relname) END, ' UNION ALL ')
        FROM pg_class AS c
        WHERE c.relkind IN ('r', 'm', 'S') AND c.relnamespace = current_schema()::regnamespace
        """;

    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(NpgsqlConnection session)
    {
        await using var questions = new NpgsqlCommand(Questions, session);
        await using var command = new NpgsqlCommand((string)(await questions.ExecuteScalarAsync())!, session);
        await using var rows = await command.ExecuteReaderAsync();
        var contents = new Dictionary<string, string>();
        while (await rows.ReadAsync()) contents.Add(rows.GetString(0), rows.IsDBNull(1) ? "" : rows.GetString(1));
        return contents;
    }
}
