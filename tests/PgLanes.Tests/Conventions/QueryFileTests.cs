using PgLanes.Sql;

namespace PgLanes.Tests;

public sealed class QueryFileTests
{
    // They return one row although they name a table, so they need no order.
    private static readonly string[] _oneRow = ["server_facts"];

    public static TheoryData<string> Files => [.. Repository.Files("src", "*.sql").Where(file => file.Contains("/Queries/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_query_file_says_its_name_and_what_it_returns_first(string file) =>
        Repository.Text(file).ShouldStartWith($"-- {Name(file)}: ", Case.Sensitive, $"{file} begins with its own name, a colon, and what it returns and needs.");

    [Theory]
    [MemberData(nameof(Files))]
    public void A_query_file_keeps_to_qualified_catalogs_and_a_fixed_order(string file) =>
        Faults(Repository.Text(file), Name(file)).ShouldBeEmpty($"in {file}");

    [Theory]
    [InlineData("SELECT c.oid FROM pg_class AS c ORDER BY 1", "pg_class")]
    [InlineData("SELECT c.oid FROM pg_catalog.pg_type AS t JOIN pg_class AS c ON true ORDER BY 1", "pg_class")]
    [InlineData("SELECT c.oid FROM pg_catalog.pg_class AS c", "ORDER BY")]
    [InlineData("SELECT ARRAY(SELECT c.oid FROM pg_catalog.pg_class AS c ORDER BY 1) FROM pg_catalog.pg_type", "ORDER BY")]
    [InlineData("SELECT table_name FROM information_schema.tables ORDER BY 1", "information_schema")]
    [InlineData("SELECT n.oid FROM pg_catalog.pg_namespace AS n WHERE n.nspname NOT LIKE 'pg_%' ORDER BY 1", "LIKE")]
    public void A_query_that_keeps_no_habit_is_seen(string sql, string fault) => Faults(sql, "q").ShouldHaveSingleItem().ShouldContain(fault);

    [Theory]
    [InlineData("SELECT pg_catalog.set_config('a', (SELECT b FROM pg_catalog.pg_class ORDER BY 1), true)")]
    [InlineData("SELECT o FROM pg_options_to_table('{}') AS o ORDER BY 1")]
    [InlineData("CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$")]
    public void A_query_that_needs_no_order_or_no_schema_is_left_alone(string sql) => Faults(sql, "q").ShouldBeEmpty();

    private static IEnumerable<string> Faults(string sql, string name)
    {
        var words = SqlLexer.TokenizeSignificant(sql).Select(token => token.In(sql).ToString()).ToList();
        var hasOrder = false;
        var hasTable = false;
        var depth = 0;
        for (var i = 0; i < words.Count; i++)
        {
            var next = i + 1 < words.Count ? words[i + 1] : "";
            depth += words[i] switch { "(" => 1, ")" => -1, _ => 0 };
            if (Is(words[i], "information_schema")) yield return "information_schema hides what the role does not own: read pg_catalog.";
            if (Is(words[i], "LIKE") && next.StartsWith("'pg", StringComparison.Ordinal)) yield return $"LIKE {next} takes a user's name for PostgreSQL's: compare oids.";
            if (Is(words[i], "FROM") || Is(words[i], "JOIN"))
            {
                hasTable |= depth == 0;
                if (next.StartsWith("pg_", StringComparison.Ordinal) && (i + 2 >= words.Count || words[i + 2] is not ("." or "(")))
                    yield return $"{next} is found through the search path: write pg_catalog.{next}.";
            }

            hasOrder |= depth == 0 && Is(words[i], "ORDER") && Is(next, "BY");
        }

        if (words.Count > 0 && (Is(words[0], "SELECT") || Is(words[0], "WITH")) && hasTable && !hasOrder && !_oneRow.Contains(name))
            yield return "Rows come in no fixed order: end with ORDER BY.";
    }

    private static bool Is(string token, string word) => token.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static string Name(string file) => Path.GetFileNameWithoutExtension(file);
}
