using Npgsql;
using PgLanes.Catalog;

namespace PgLanes.Leasing;

/// <summary>Finds what no role can keep a sealed lane from, because PUBLIC may do it in the template, which is only read.</summary>
internal static class SealHazards
{
    private static readonly string Query = KindReader.QueryText("seal_hazards.sql");

    /// <param name="connector">Opens connections to the template's database.</param>
    /// <param name="template">The template's schemas that are beside the lanes.</param>
    /// <param name="extensions">The schemas that hold extensions.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<IReadOnlyList<Hazard>> FindAsync(
        Connector connector, IReadOnlyList<string> template, IEnumerable<string> extensions, CancellationToken cancellationToken)
    {
        var connection = await connector.OpenKeeperAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        return await Registry.ListAsync(
            connection, Query, [Registry.Texts(template), Registry.Texts(extensions)],
            row => Describe(row.Text("what"), row.Text("object"), row.Text("privileges")), cancellationToken).ConfigureAwait(false);
    }

    private static Hazard Describe(string what, string name, string privileges) => new("seal", name, what switch
    {
        "create" => $"PUBLIC may create objects in the {name}, and so may each sealed lane: run REVOKE CREATE ON {name.ToUpperFirst()} FROM PUBLIC.",
        "extension" => $"PUBLIC may not use the {name}, which holds extensions, so sealed lanes cannot use these: run GRANT USAGE ON {name.ToUpperFirst()} TO PUBLIC.",
        "definer" => $"PUBLIC may call the {name}, which works with its owner's rights, and so may each sealed lane: run REVOKE EXECUTE ON {name.ToUpperFirst()} FROM PUBLIC.",
        "mapping" => $"The {name} has user mappings and none for PUBLIC, so sealed lanes cannot use its foreign tables: run CREATE USER MAPPING FOR PUBLIC {name.ToUpperFirst()} with options that tests may use.",
        _ => $"PUBLIC has {privileges} on the {name}, and so has each sealed lane: run REVOKE {privileges} ON {name.ToUpperFirst()} FROM PUBLIC.",
    });

    // The kind is a keyword of the statement.
    private static string ToUpperFirst(this string name) => name.IndexOf(' ', StringComparison.Ordinal) is var space && space > 0
        ? name[..space].ToUpperInvariant() + name[space..]
        : name;
}
