using System.Text;

namespace PgLanes.Bench;

/// <summary>Five tables that the load scenario adds to a template, so that it can write the same to any: two start with rows. Whoever reads them sees
/// what each row and sequence is, so that a row of another process, or one that a reset left, is seen.</summary>
internal static class LoadNotes
{
    private const int Tables = 5;
    private const int Filled = 2;
    private const int Rows = 100;

    /// <summary>Returns the statement that reads all of them as one line.</summary>
    public static string Reading { get; } = "SELECT concat_ws('/', " + string.Join(
        ", ", Enumerable.Range(1, Tables).Select(i => $"(SELECT string_agg(concat(id, ':', note), ',' ORDER BY id) FROM load_notes_{i})")) + ")";

    /// <summary>What is read of a lane at its baseline.</summary>
    public static string Baseline { get; } = Expected((_, id) => $"{id}:note {id}", null);

    /// <summary>Returns the tables' definitions and rows.</summary>
    public static string Definitions(string schema)
    {
        var script = new StringBuilder();
        for (var i = 1; i <= Tables; i++)
        {
            script.Append($"CREATE TABLE \"{schema}\".load_notes_{i} (id serial PRIMARY KEY, note text NOT NULL{(i == 1 ? "" : $", before integer REFERENCES \"{schema}\".load_notes_{i - 1}")});");
            if (i <= Filled) script.Append($"INSERT INTO \"{schema}\".load_notes_{i} (note) SELECT 'note ' || n FROM generate_series(1, {Rows}) AS n;");
        }

        return script.ToString();
    }

    /// <summary>Returns statements that change each of the tables, signed.</summary>
    public static string Writing(string signature) =>
        string.Concat(Enumerable.Range(1, Tables).Select(i => $"INSERT INTO load_notes_{i} (note) VALUES ('{signature}');")) +
        $"UPDATE load_notes_1 SET note = '{signature}' WHERE id = 1; DELETE FROM load_notes_2 WHERE id = 2;";

    /// <summary>What is read after <see cref="Writing"/> on a lane at its baseline.</summary>
    public static string Written(string signature) => Expected(
        (table, id) => (table, id) switch
        {
            (1, 1) => $"1:{signature}",
            (2, 2) => null,
            _ => $"{id}:note {id}",
        },
        signature);

    private static string Expected(Func<int, int, string?> row, string? added) => string.Join('/', Enumerable.Range(1, Tables).Select(table =>
    {
        var rows = Enumerable.Range(1, table <= Filled ? Rows : 0).Select(id => row(table, id)).OfType<string>().ToList();
        if (added is not null) rows.Add($"{(table <= Filled ? Rows : 0) + 1}:{added}");
        return rows.Count == 0 ? null : string.Join(',', rows);
    }).OfType<string>());
}
