using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class ColumnScripter
{
    /// <summary>Columns are written by their table or type; a column alone makes no statement.</summary>
    public static KindScripter Kind { get; } = new KindScripter<ColumnModel>(
        (column, names) => column with
        {
            Type = SqlRewriter.Rename(column.Type, names),
            Collation = column.Collation is { } collation ? SqlRewriter.Rename(collation, names) : null,
            Default = column.Default is { } expression ? SqlRewriter.Rename(expression, names) : null,
        },
        (_, _) => []);

    /// <summary>Whether the default is part of the table's creation. A generation expression always is.</summary>
    public static bool HasInlineDefault(ColumnModel column, ScriptContext context) =>
        column.Default is not null && (column.Generated is not null || context.IsInline(column.DefaultId));

    /// <summary>Returns the column as a line of CREATE TABLE; null for a column of a typed table that adds nothing to its type.</summary>
    public static string? Definition(ColumnModel column, TableModel table, ScriptContext context)
    {
        var notNull = column.NotNull ? NotNull(column, table, context) : "";
        var clauses = Compression(column) + Collation(column) + Default(column, context) + Identity(column, context) + notNull;
        if (table.OfType is not null)
            return clauses.Length == 0 ? null : $"{Identifier.Quote(column.Name)} WITH OPTIONS{clauses}";
        return $"{Identifier.Quote(column.Name)} {column.Type}{StorageOptions.Foreign(column.ForeignOptions)}{clauses}";
    }

    /// <summary>Returns what a table's creation cannot say of its columns, in one statement for each phase.</summary>
    public static IEnumerable<Statement> Late(TableModel table, ScriptContext context)
    {
        var columns = context.Columns(table.Schema, table.Name).ToList();
        var alter = $"ALTER TABLE ONLY {Identifier.Quote(table.Schema, table.Name)}\n    ";
        foreach (var column in columns.Where(c => c.Default is not null && c.Generated is null && !(Declares(c, table) && HasInlineDefault(c, context))))
        {
            yield return Statement.For(
                Phase.Structure, column,
                $"{alter}ALTER COLUMN {Identifier.Quote(column.Name)} SET DEFAULT {column.Default}") with { Provides = [column.DefaultId] };
        }

        var attributes = columns.SelectMany(column => Attributes(column, table)).ToList();
        if (attributes.Count > 0)
            yield return Statement.For(Phase.TableAttribute, table, alter + string.Join(",\n    ", attributes));
    }

    private static bool Declares(ColumnModel column, TableModel table) => column.IsLocal || table.IsPartition;

    private static IEnumerable<string> Attributes(ColumnModel column, TableModel table)
    {
        var alter = $"ALTER COLUMN {Identifier.Quote(column.Name)} ";
        if (column.Storage is { } storage) yield return $"{alter}SET STORAGE {storage}";
        if (column.Statistics is { } target) yield return $"{alter}SET STATISTICS {target}";
        if (column.Options.Count > 0) yield return $"{alter}SET ({StorageOptions.List(column.Options)})";
        if (Declares(column, table)) yield break;
        if (column.NotNull && !column.IsInherited) yield return $"{alter}SET NOT NULL";
    }

    private static string Compression(ColumnModel column) => column.Compression is { } method ? $" COMPRESSION {method}" : "";

    private static string Collation(ColumnModel column) => column.Collation is { } collation ? $" COLLATE {collation}" : "";

    private static string Default(ColumnModel column, ScriptContext context) => column switch
    {
        { Generated: 's' } => $" GENERATED ALWAYS AS ({column.Default}) STORED",
        { Generated: 'v' } => $" GENERATED ALWAYS AS ({column.Default}) VIRTUAL",
        { Default: not null } when HasInlineDefault(column, context) => $" DEFAULT {column.Default}",
        _ => "",
    };

    private static string Identity(ColumnModel column, ScriptContext context)
    {
        if (column.Identity is not { } identity || context.IdentitySequence(column) is not { } sequence) return "";
        var options = $"SEQUENCE NAME {Identifier.Quote(sequence.Schema, sequence.Name)} {SequenceScripter.Options(sequence)}";
        return $" GENERATED {(identity == 'a' ? "ALWAYS" : "BY DEFAULT")} AS IDENTITY ({options})";
    }

    // PostgreSQL 18 keeps not-null constraints as objects with names; older servers know only the mark.
    private static string NotNull(ColumnModel column, TableModel table, ScriptContext context)
    {
        var constraint = context.Constraints(table.Schema, table.Name).FirstOrDefault(c => c.IsNotNull && c.Column == column.Name);
        if (constraint is null) return " NOT NULL";
        if (!ConstraintScripter.IsInline(constraint, table, context)) return "";
        var noInherit = constraint.Definition.EndsWith(" NO INHERIT", StringComparison.Ordinal) ? " NO INHERIT" : "";
        return $" CONSTRAINT {Identifier.Quote(constraint.Name)} NOT NULL{noInherit}";
    }
}
