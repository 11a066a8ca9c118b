using System.Text;
using PgLanes.Sql;

namespace PgLanes.Scripting;

/// <summary>Writes a lane's script for people and psql. Pure.</summary>
internal static class LaneText
{
    public static string For(LaneScript script)
    {
        var text = new StringBuilder();
        text.Append("SET search_path = ").AppendJoin(", ", script.SearchPath.Select(Identifier.QuoteIfNeeded)).Append(";\n");
        text.Append("SET check_function_bodies = off;\n");
        foreach (var statement in script.BeforeRows.Concat(script.AfterRows))
        {
            text.Append('\n').Append(statement.Sql);
            // A comment at the end of a line would swallow the semicolon.
            text.Append(statement.Sql.TrimEnd().EndsWith(';') ? "\n" : "\n;\n");
        }

        return text.ToString();
    }
}
