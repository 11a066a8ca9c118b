using System.Text;

namespace PgLanes.Reset;

/// <summary>
/// Writes PL/pgSQL that goes to one of many places by a number, halving what is left at each step: a session prepares every condition that it
/// meets anew in each transaction, so one condition for each place would cost more than the work there. Pure.
/// </summary>
internal static class Branches
{
    /// <summary>Writes the branches. A number that is not among <paramref name="places"/> must not come.</summary>
    /// <param name="body">What is written to.</param>
    /// <param name="indent">What stands before each line.</param>
    /// <param name="variable">The variable that holds the number.</param>
    /// <param name="places">The numbers, ascending, and the statements for each.</param>
    public static void Write(StringBuilder body, string indent, string variable, IReadOnlyList<(int Number, string Statements)> places) =>
        Write(body, indent, variable, places, 0, places.Count);

    private static void Write(
        StringBuilder body, string indent, string variable, IReadOnlyList<(int Number, string Statements)> places, int from, int count)
    {
        if (count == 0) return;
        if (count == 1)
        {
            body.Append(indent).Append(places[from].Statements).Append('\n');
            return;
        }

        var half = count / 2;
        body.Append(indent).Append($"IF {variable} < {places[from + half].Number} THEN\n");
        Write(body, indent, variable, places, from, half);
        body.Append(indent).Append("ELSE\n");
        Write(body, indent, variable, places, from + half, count - half);
        body.Append(indent).Append("END IF;\n");
    }
}
