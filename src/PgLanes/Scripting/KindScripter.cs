using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

/// <summary>How one kind of object is renamed for a lane, and which statements make it there. Both are pure.</summary>
internal abstract class KindScripter
{
    public abstract Type Kind { get; }

    public abstract CatalogObject Rename(CatalogObject item, NameMap names);

    public abstract IEnumerable<Statement> Script(CatalogObject item, ScriptContext context);
}

/// <inheritdoc />
/// <param name="rename">Returns the object under the lane's names; the schema itself is renamed for it.</param>
/// <param name="script">Returns the statements that make the object, which already has the lane's names.</param>
internal sealed class KindScripter<T>(Func<T, NameMap, T> rename, Func<T, ScriptContext, IEnumerable<Statement>> script) : KindScripter
    where T : CatalogObject
{
    public override Type Kind => typeof(T);

    public override CatalogObject Rename(CatalogObject item, NameMap names) =>
        rename((T)item, names) with { Schema = names.Schema(item.Schema) };

    public override IEnumerable<Statement> Script(CatalogObject item, ScriptContext context) => script((T)item, context);
}
