using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class SecurityLabelScripter
{
    public static KindScripter Kind { get; } = new KindScripter<SecurityLabelModel>(
        (label, names) => label with { Name = label.IsOnSchema ? Identifier.QuoteIfNeeded(names.Schema(label.Schema)) : SqlRewriter.Rename(label.Name, names) },
        (label, _) =>
        [
            Statement.For(
                Phase.Comment, label,
                $"SECURITY LABEL FOR {Identifier.Quote(label.Provider)} ON {label.Type.ToUpperInvariant()} {label.Name} IS {Literal.Quote(label.Text)}"),
        ]);
}
