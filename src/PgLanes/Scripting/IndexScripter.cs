using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class IndexScripter
{
    public static KindScripter Kind { get; } = new KindScripter<IndexModel>(
        (index, names) => index with
        {
            Definition = SqlRewriter.Rename(index.Definition, names),
            Parent = index.Parent is { } parent ? SqlRewriter.Rename(parent, names) : null,
        },
        Script);

    private static IEnumerable<Statement> Script(IndexModel index, ScriptContext context)
    {
        var name = Identifier.Quote(index.Schema, index.Name);
        var table = Identifier.Quote(index.Schema, index.Table);
        if (!index.IsConstraint)
        {
            yield return Statement.For(Phase.Index, index, index.Definition + InTablespace(index));
            if (index.Parent is { } parent)
                yield return Statement.For(Phase.IndexPartition, index, $"ALTER INDEX {parent} ATTACH PARTITION {name}");
        }
        else
        {
            // The constraint's own text says neither of these.
            if (index.Parent is { } parent && index.IsAttachedByHand)
                yield return Statement.For(Phase.KeyPartition, index, $"ALTER INDEX {parent} ATTACH PARTITION {name}");
            if (index.Options.Count > 0)
                yield return Statement.For(Phase.TableAttribute, index, $"ALTER INDEX {name} SET ({StorageOptions.List(index.Options)})");
            if (index.Tablespace is { } tablespace)
                yield return Statement.For(Phase.TableAttribute, index, $"ALTER INDEX {name} SET TABLESPACE {Identifier.Quote(tablespace)}");
        }

        foreach (var target in index.Statistics)
        {
            var (column, value) = (target[..target.IndexOf('=', StringComparison.Ordinal)], target[(target.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            yield return Statement.For(Phase.TableAttribute, index, $"ALTER INDEX {name} ALTER COLUMN {column} SET STATISTICS {value}");
        }

        if (index.IsClustered)
            yield return Statement.For(Phase.TableAttribute, index, $"ALTER TABLE {table} CLUSTER ON {Identifier.Quote(index.Name)}");
        if (index.IsReplicaIdentity)
            yield return Statement.For(Phase.TableAttribute, index, $"ALTER TABLE {table} REPLICA IDENTITY USING INDEX {Identifier.Quote(index.Name)}");
    }

    // pg_get_indexdef leaves the tablespace out, and it comes before WHERE, so it is set afterwards.
    private static string InTablespace(IndexModel index) => index.Tablespace is { } tablespace
        ? $";\nALTER INDEX {Identifier.Quote(index.Schema, index.Name)} SET TABLESPACE {Identifier.Quote(tablespace)}"
        : "";
}
