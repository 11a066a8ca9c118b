using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class ViewScripter
{
    public static KindScripter Kind { get; } = new KindScripter<ViewModel>(
        (view, names) => view with { Query = SqlRewriter.Rename(view.Query, names) },
        (view, context) => [Create(view, context), .. ColumnScripter.Defaults(view, context)]);

    // A view may need itself, by way of a function that returns its rows; then an empty one of the same columns comes first.
    private static Statement Create(ViewModel view, ScriptContext context)
    {
        var name = Identifier.Quote(view.Schema, view.Name);
        var columns = context.Columns(view.Schema, view.Name).Select(column =>
            $"NULL::{column.Type}{(column.Collation is { } collation ? $" COLLATE {collation}" : "")} AS {Identifier.Quote(column.Name)}");
        return Statement.Create(view, $"CREATE OR REPLACE VIEW {name}{StorageOptions.With(view.Options)} AS\n{view.Query}") with
        {
            Outline = $"CREATE VIEW {name} AS\nSELECT {string.Join(", ", columns)}",
        };
    }
}
