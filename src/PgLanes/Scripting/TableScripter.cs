using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class TableScripter
{
    public static KindScripter Kind { get; } = new KindScripter<TableModel>(
        (table, names) => table with
        {
            OfType = table.OfType is { } type ? SqlRewriter.Rename(type, names) : null,
            PartitionKey = table.PartitionKey is { } key ? SqlRewriter.Rename(key, names) : null,
            PartitionBound = table.PartitionBound is { } bound ? SqlRewriter.Rename(bound, names) : null,
            Parents = table.Parents.Select(parent => parent with { Schema = names.Schema(parent.Schema) }),
            OutsideChildren = [],
        },
        (table, context) => [Create(table, context), .. ColumnScripter.Late(table, context), .. Attributes(table)]);

    private static Statement Create(TableModel table, ScriptContext context)
    {
        var name = Identifier.Quote(table.Schema, table.Name);
        var columns = context.Columns(table.Schema, table.Name).ToList();
        var constraints = context.Constraints(table.Schema, table.Name).Where(c => ConstraintScripter.IsInline(c, table, context)).ToList();

        // A child that declares every inherited column itself was made alone and joined later: only so do its columns keep their order.
        var joinsLater = table.IsPartition || columns.TrueForAll(column => column.IsLocal);
        var declared = columns.Where(column => joinsLater || column.IsLocal).ToList();
        // In its creation a key would bring a not-null constraint of the child's own; added afterwards it finds the inherited one.
        var keys = !joinsLater && context.Constraints(table.Schema, table.Name).Any(c => c is { IsNotNull: true, IsInherited: true, IsLocal: false })
            ? constraints.Where(c => c.Kind == 'p').ToList()
            : [];
        var lines = declared.Select(column => ColumnScripter.Definition(column, table, context))
            .Where(line => line is not null)
            .Concat(constraints.Except(keys).Where(c => !c.IsNotNull || !declared.Exists(column => column.Name == c.Column)).Select(ConstraintScripter.Clause))
            .ToList();

        var sql = $"CREATE {(table.IsForeign ? "FOREIGN " : table.IsUnlogged ? "UNLOGGED " : "")}TABLE {name}"
            + (table.OfType is { } type ? $" OF {type}" : "")
            + (table.OfType is not null && lines.Count == 0 ? "" : $" (\n    {string.Join(",\n    ", lines)}\n)")
            + (!joinsLater && table.Parents.Count > 0 ? $"\nINHERITS ({string.Join(", ", table.Parents.Select(Name))})" : "")
            + (table.PartitionKey is { } key ? $"\nPARTITION BY {key}" : "")
            + (table.ForeignServer is { } server ? $"\nSERVER {Identifier.Quote(server)}{StorageOptions.Foreign(table.ForeignOptions)}" : "")
            + (table.AccessMethod is { } method ? $"\nUSING {Identifier.Quote(method)}" : "")
            + StorageOptions.With(table.Options, table.ToastOptions)
            + (table.Tablespace is { } tablespace ? $"\nTABLESPACE {Identifier.Quote(tablespace)}" : "");
        if (table.PartitionBound is { } bound)
            sql += $";\nALTER TABLE {Name(table.Parents[0])} ATTACH PARTITION {name} {bound}";
        else if (joinsLater)
            sql += string.Concat(table.Parents.Select(parent => $";\nALTER TABLE {name} INHERIT {Name(parent)}"));
        sql += string.Concat(columns.Except(declared).SelectMany(column => ColumnScripter.Unlike(column, table, context)).Select(action => $";\nALTER TABLE ONLY {name} {action}"));
        sql += string.Concat(declared.Select(column => ColumnScripter.IdentityType(column, context)).OfType<string>().Select(action => $";\n{action}"));
        sql += string.Concat(keys.Select(key => $";\nALTER TABLE ONLY {name} ADD {ConstraintScripter.Clause(key)}"));

        return Statement.Create(table, sql) with
        {
            Provides =
            [
                table.Id,
                .. constraints.Select(c => c.Id),
                .. declared.Where(c => ColumnScripter.HasInlineDefault(c, context)).Select(c => c.DefaultId),
            ],
            Locks = 4 + constraints.Count + (2 * constraints.Count(c => c.IsForeignKey)) + declared.Count(c => c.Identity is not null) + (2 * table.Parents.Count),
        };
    }

    private static string Name(RelationName relation) => Identifier.Quote(relation.Schema, relation.Name);

    private static IEnumerable<Statement> Attributes(TableModel table)
    {
        var alter = $"ALTER TABLE {Identifier.Quote(table.Schema, table.Name)} ";
        if (table is { ReplicaIdentity: 'f' or 'n', IsForeign: false })
            yield return Statement.For(Phase.TableAttribute, table, $"{alter}REPLICA IDENTITY {(table.ReplicaIdentity == 'f' ? "FULL" : "NOTHING")}");
        if (table.RowSecurity)
            yield return Statement.For(Phase.Policy, table, $"{alter}ENABLE ROW LEVEL SECURITY");
        if (table.ForceRowSecurity)
            yield return Statement.For(Phase.Policy, table, $"{alter}FORCE ROW LEVEL SECURITY");
    }
}
