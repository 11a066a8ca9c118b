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
        column.Default is not null && (column.Generated is not null || context.IsInline(column.DefaultId, column.Default));

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
        foreach (var statement in Defaults(table, context, c => Declares(c, table) && HasInlineDefault(c, context))) yield return statement;
        var attributes = context.Columns(table.Schema, table.Name).SelectMany(Attributes).ToList();
        if (attributes.Count > 0)
            yield return Statement.For(Phase.TableAttribute, table, AlterOnly(table) + string.Join(",\n    ", attributes));
    }

    /// <summary>Returns the defaults of a table or view that its creation does not say.</summary>
    public static IEnumerable<Statement> Defaults(CatalogObject relation, ScriptContext context, Func<ColumnModel, bool>? isSaid = null) =>
        from column in context.Columns(relation.Schema, relation.Name)
        where column.Default is not null && column.Generated is null && isSaid?.Invoke(column) != true
        select Statement.For(
            Phase.Structure, column,
            $"{AlterOnly(relation)}ALTER COLUMN {Identifier.Quote(column.Name)} SET DEFAULT {column.Default}") with
        { Provides = [column.DefaultId] };

    /// <summary>Returns what no creation says of a column, as the actions of ALTER TABLE.</summary>
    public static IEnumerable<string> Attributes(ColumnModel column)
    {
        var alter = $"ALTER COLUMN {Identifier.Quote(column.Name)} ";
        if (column.Storage is { } storage) yield return $"{alter}SET STORAGE {storage}";
        if (column.Statistics is { } target) yield return $"{alter}SET STATISTICS {target}";
        if (column.Options.Count > 0) yield return $"{alter}SET ({StorageOptions.List(column.Options)})";
    }

    /// <summary>Returns how a column that is only inherited differs from its parents', as the actions of ALTER TABLE.</summary>
    public static IEnumerable<string> Unlike(ColumnModel column, TableModel table, ScriptContext context)
    {
        var parents = table.Parents.SelectMany(parent => context.Columns(parent.Schema, parent.Name)).Where(parent => parent.Name == column.Name).ToList();
        var alter = $"ALTER COLUMN {Identifier.Quote(column.Name)} ";
        if (column.Default is null && parents.Exists(parent => parent.Default is not null)) yield return $"{alter}DROP DEFAULT";

        // PostgreSQL 18 has a constraint for it, which is written as one.
        var hasConstraint = context.Constraints(table.Schema, table.Name).Any(c => c.IsNotNull && c.Column == column.Name);
        if (column.NotNull && !hasConstraint && !parents.Exists(parent => parent.NotNull)) yield return $"{alter}SET NOT NULL";
        if (!column.NotNull && parents.Exists(parent => parent.NotNull)) yield return $"{alter}DROP NOT NULL";
    }

    private static string AlterOnly(CatalogObject relation) => $"ALTER TABLE ONLY {Identifier.Quote(relation.Schema, relation.Name)}\n    ";

    private static bool Declares(ColumnModel column, TableModel table) => column.IsLocal || table.IsPartition;

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
        var options = $"SEQUENCE NAME {Identifier.Quote(sequence.Schema, sequence.Name)}{(IsOfOtherType(sequence, column) ? "" : $" {SequenceScripter.Options(sequence)}")}";
        return $" GENERATED {(identity == 'a' ? "ALWAYS" : "BY DEFAULT")} AS IDENTITY ({options})";
    }

    /// <summary>Returns the statement that gives an identity column's sequence a type other than the column's; null where it has that.</summary>
    public static string? IdentityType(ColumnModel column, ScriptContext context) =>
        context.IdentitySequence(column) is { } sequence && IsOfOtherType(sequence, column)
            ? $"ALTER SEQUENCE {Identifier.Quote(sequence.Schema, sequence.Name)} AS {sequence.Type} {SequenceScripter.Options(sequence)}"
            : null;

    // A column of a domain gives its sequence the domain's base.
    private static bool IsOfOtherType(SequenceModel sequence, ColumnModel column) =>
        column.Type is "smallint" or "integer" or "bigint" && column.Type != sequence.Type;

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
