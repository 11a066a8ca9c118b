using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

/// <summary>Writes the statements that bring the baseline, stored in the tool's own schema, into a lane.</summary>
internal static class BaselineScripter
{
    /// <summary>Returns the statements that fill a new lane.</summary>
    public static IEnumerable<Statement> Fill(BaselineModel baseline, NameMap names, string toolSchema) =>
    [
        .. baseline.Tables.OrderBy(table => table.IsWaiting).Select(table => new Statement(
            Phase.Rows, $"{names.Schema(table.Schema)}: rows of table {table.Table}", Insert(table, names, toolSchema)) { Locks = 6 }),
        .. baseline.Sequences.Select(sequence => new Statement(
            Phase.Rows, $"{names.Schema(sequence.Schema)}: position of sequence {sequence.Name}", $"SELECT {SetPosition(sequence, names)}")),
    ];

    /// <summary>Returns the INSERT that copies a table's stored rows into the lane's table.</summary>
    public static string Insert(BaselineTable table, NameMap names, string toolSchema)
    {
        var columns = string.Join(", ", table.Columns.Select(column => Identifier.Quote(column.Name)));
        // A list of columns may not be empty.
        var into = columns.Length == 0 ? "" : $"({columns}) OVERRIDING SYSTEM VALUE ";
        return $"INSERT INTO {Identifier.Quote(names.Schema(table.Schema), table.Table)} {into}{Rows(table, names, toolSchema)}";
    }

    /// <summary>Returns the SELECT of a table's stored rows, as the lane has them.</summary>
    public static string Rows(BaselineTable table, NameMap names, string toolSchema)
    {
        var values = table.Columns.Select(column => $"{Value(column, names, toolSchema)} AS {Identifier.Quote(column.Name)}");
        return $"SELECT {string.Join(", ", values)} FROM {Identifier.Quote(toolSchema, table.Store)}";
    }

    /// <summary>Returns the expression that makes the lane's value of a stored one that names objects; null for another column.</summary>
    public static string? Given(BaselineColumn column, NameMap names, string toolSchema)
    {
        if (!column.HasNames) return null;
        var type = SqlRewriter.Rename(column.Cast!, names);
        var lanes = string.Join(", ", names.Schemas.Order(StringComparer.Ordinal).SelectMany(source => new[] { source, names.Schema(source) }).Select(Literal.Quote));
        // A cast from text to regclass takes no number, but that to an array of them does.
        var isArray = type.EndsWith("[]", StringComparison.Ordinal);
        var array = isArray ? type : $"{type}[]";
        var name = Identifier.Quote(column.Name);
        var stored = isArray ? name : $"pg_catalog.jsonb_build_object('lengths', pg_catalog.jsonb_build_array(1), 'items', pg_catalog.jsonb_build_array({name}))";
        var given = $"{Identifier.Quote(toolSchema)}.given({stored}, {Literal.Quote(array)}::regtype, pg_catalog.jsonb_object(ARRAY[{lanes}]::text[]))::{array}";
        return isArray ? given : $"({given})[1]";
    }

    /// <summary>Returns the expression of a column of the lane's table <c>t</c> that prints as that of <see cref="InStore"/> where the values are the same.</summary>
    public static string InLane(BaselineColumn column)
    {
        var name = $"t.{Identifier.Quote(column.Name)}";
        return column is { Cast: { } type, HasNames: false } ? PrintedValue.Plain(PrintedValue.Print(name, type), type) : name;
    }

    /// <summary>Returns the expression of a column of the stored rows <c>t</c>. It makes no value of the lane's types, which checks may refuse.</summary>
    public static string InStore(BaselineColumn column, NameMap names, string toolSchema)
    {
        var name = $"t.{Identifier.Quote(column.Name)}";
        return Given(column, names, toolSchema) ?? (column.Cast is { } type ? PrintedValue.Plain(name, type) : name);
    }

    private static string Value(BaselineColumn column, NameMap names, string toolSchema)
    {
        var name = Identifier.Quote(column.Name);
        return Given(column, names, toolSchema) ?? (column.Cast is { } type ? PrintedValue.Read(name, SqlRewriter.Rename(type, names)) : name);
    }

    /// <summary>Returns the call that puts the lane's sequence where the baseline has it.</summary>
    public static string SetPosition(BaselineSequence sequence, NameMap names)
    {
        var name = Literal.Quote(Identifier.Quote(names.Schema(sequence.Schema), sequence.Name));
        return $"pg_catalog.setval({name}, {sequence.LastValue}, {(sequence.IsCalled ? "true" : "false")})";
    }
}
