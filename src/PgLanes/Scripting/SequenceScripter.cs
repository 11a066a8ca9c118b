using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class SequenceScripter
{
    public static KindScripter Kind { get; } = new KindScripter<SequenceModel>(
        (sequence, names) => sequence with { OwnerSchema = sequence.OwnerSchema is { } owner ? names.Schema(owner) : null },
        Script);

    /// <summary>Returns the options of a sequence, as CREATE SEQUENCE and an identity column take them.</summary>
    public static string Options(SequenceModel sequence) =>
        $"INCREMENT BY {sequence.Increment} MINVALUE {sequence.Minimum} MAXVALUE {sequence.Maximum} " +
        $"START WITH {sequence.Start} CACHE {sequence.Cache} {(sequence.Cycles ? "CYCLE" : "NO CYCLE")}";

    private static IEnumerable<Statement> Script(SequenceModel sequence, ScriptContext context)
    {
        var name = Identifier.Quote(sequence.Schema, sequence.Name);
        if (sequence.IsIdentity)
        {
            // An identity column makes its own sequence, and makes it as persistent as its table.
            if (sequence.HasOwnPersistence)
                yield return Statement.For(Phase.TableAttribute, sequence, $"ALTER SEQUENCE {name} SET {(sequence.IsUnlogged ? "UNLOGGED" : "LOGGED")}");
            yield break;
        }

        yield return Statement.Create(
            sequence, $"CREATE {(sequence.IsUnlogged ? "UNLOGGED " : "")}SEQUENCE {name} AS {sequence.Type} {Options(sequence)}");
        if (sequence is { OwnerSchema: { } schema, OwnerTable: { } table, OwnerColumn: { } column })
        {
            yield return Statement.For(
                Phase.SequenceOwner, sequence,
                $"ALTER SEQUENCE {name} OWNED BY {Identifier.Quote(schema, table)}.{Identifier.Quote(column)}");
        }
    }
}
