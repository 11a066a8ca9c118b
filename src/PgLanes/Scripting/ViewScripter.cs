using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class ViewScripter
{
    public static KindScripter Kind { get; } = new KindScripter<ViewModel>(
        (view, names) => view with { Query = SqlRewriter.Rename(view.Query, names) },
        (view, context) => [Create(view), .. ColumnScripter.Defaults(view, context)]);

    private static Statement Create(ViewModel view) => Statement.Create(
        view,
        $"CREATE VIEW {Identifier.Quote(view.Schema, view.Name)}{StorageOptions.With(view.Options)} AS\n{view.Query}");
}
