using System.Reflection;
using Npgsql;
using PgLanes.Model;

namespace PgLanes.Catalog;

/// <summary>How one kind of object is read: its query, and how a row of it becomes a model.</summary>
internal sealed class KindReader(string query, Func<NpgsqlDataReader, CatalogObject> read)
{
    public string Sql { get; } = QueryText(query);

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
