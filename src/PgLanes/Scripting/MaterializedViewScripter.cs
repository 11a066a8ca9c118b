using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class MaterializedViewScripter
{
    public static KindScripter Kind { get; } = new KindScripter<MaterializedViewModel>(
        (view, names) => view with { Query = SqlRewriter.Rename(view.Query, names) },
        Script);

    private static IEnumerable<Statement> Script(MaterializedViewModel view, ScriptContext context)
    {
        var name = Identifier.Quote(view.Schema, view.Name);
        yield return Statement.Create(
            view,
            $"CREATE MATERIALIZED VIEW {name}"
            + (view.AccessMethod is { } method ? $" USING {Identifier.Quote(method)}" : "")
            + StorageOptions.With(view.Options, view.ToastOptions)
            + (view.Tablespace is { } tablespace ? $" TABLESPACE {Identifier.Quote(tablespace)}" : "")
            + $" AS\n{view.Query.TrimEnd(';')}\nWITH NO DATA") with
        { Locks = 5 };

        var attributes = context.Columns(view.Schema, view.Name).SelectMany(Attributes).ToList();
        if (attributes.Count > 0)
            yield return Statement.For(Phase.TableAttribute, view, $"ALTER MATERIALIZED VIEW {name}\n    {string.Join(",\n    ", attributes)}");
        if (view.ReplicaIdentity is 'f' or 'n')
        {
            yield return Statement.For(
                Phase.TableAttribute, view, $"ALTER TABLE {name} REPLICA IDENTITY {(view.ReplicaIdentity == 'f' ? "FULL" : "NOTHING")}");
        }

        if (view.IsPopulated)
            yield return Statement.For(Phase.Refresh, view, $"REFRESH MATERIALIZED VIEW {name}") with { Provides = [view.Id], Locks = 10 };
    }

    // A table's creation says the compression of its columns; a query has no place for it.
    private static IEnumerable<string> Attributes(ColumnModel column)
    {
        foreach (var attribute in ColumnScripter.Attributes(column)) yield return attribute;
        if (column.Compression is { } method) yield return $"ALTER COLUMN {Identifier.Quote(column.Name)} SET COMPRESSION {method}";
    }
}
