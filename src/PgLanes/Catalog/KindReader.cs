using System.Reflection;
using Npgsql;
using PgLanes.Model;

namespace PgLanes.Catalog;

/// <summary>How one kind of object is read: its query, and how a row of it becomes a model.</summary>
/// <param name="query">The query file.</param>
/// <param name="signs">The signs, of those that <c>signs.sql</c> knows, without which the query finds nothing; none where it is always asked.</param>
/// <param name="read">Makes the model of a row.</param>
internal sealed class KindReader(string query, IReadOnlyList<string> signs, Func<NpgsqlDataReader, CatalogObject> read)
{
    public KindReader(string query, Func<NpgsqlDataReader, CatalogObject> read)
        : this(query, [], read)
    {
    }

    public string Sql { get; } = QueryText(query);

    /// <summary>Whether the query may find something where <paramref name="present"/> are the signs. To plan a query that finds nothing costs more than
    /// to run it, and most schemas hold few kinds.</summary>
    public bool MayFind(IReadOnlySet<string> present) => signs.Count == 0 || signs.Any(present.Contains);

    public CatalogObject Read(NpgsqlDataReader row) => read(row);

    /// <summary>Returns the text of a query file of this room.</summary>
    public static string QueryText(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"The query file {file} is not embedded in {nameof(PgLanes)}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
