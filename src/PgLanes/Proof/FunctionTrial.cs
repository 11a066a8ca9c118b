using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Proof;

/// <summary>The second pass of a function: its defaults and its SQL-standard body are kept parsed, and deparsed.</summary>
internal static class FunctionTrial
{
    /// <summary>Replaces the lane's function by either text in turn, in a transaction that is rolled back.</summary>
    public static SecondPassTrial For(FunctionModel expected, FunctionModel actual, int number)
    {
        var kept = Identifier.Quote("pg_temp", $"pglanes_second_pass_{number}");
        var definition = $"pg_get_functiondef({actual.Id.Oid})";
        return new SecondPassTrial(
            [
                expected.Definition,
                $"CREATE TEMPORARY TABLE {kept} ON COMMIT DROP AS SELECT {definition} AS text",
                actual.Definition,
            ],
            $"SELECT {definition} = text AS same FROM {kept}");
    }
}
