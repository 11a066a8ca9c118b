using PgLanes.Sql;

namespace PgLanes.Tests;

/// <summary>One template for all the tests of the rewriter: schemas public (with an extension in it), Person, c and user.</summary>
internal static class SqlSamples
{
    public static NameMap Map { get; } = new(
        new Dictionary<string, string>
        {
            ["public"] = "test_worker_1",
            ["Person"] = "test_worker_1_Person",
            ["c"] = "lane1",
            ["user"] = "lane",
        },
        new HashSet<(string Schema, string Name)>
        {
            ("public", "t"), ("public", "s"), ("public", "f"), ("public", "mood"), ("public", "Order"), ("public", "orders_2024"),
            ("public", "==="), ("public", "it's"), ("public", "trg"), ("public", "id"),
            ("Person", "t"), ("Person", "Address"), ("c", "t"), ("c", "orders"), ("c", "f"), ("user", "t"),
        },
        new HashSet<string> { "public" });

    public static NameMap Only(string source, string lane, params string[] objects) =>
        new(new Dictionary<string, string> { [source] = lane }, objects.Select(name => (source, name)).ToHashSet(), new HashSet<string>());

    public static string Body(string body) => SqlRewriter.RenameBody(body, "plpgsql", Map).Text;

    public static string[] Notes(string body) => [.. SqlRewriter.RenameBody(body, "plpgsql", Map).Notes.Select(note => note.Code)];
}
