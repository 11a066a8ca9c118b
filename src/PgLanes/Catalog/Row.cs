using Npgsql;
using PgLanes.Model;

namespace PgLanes.Catalog;

/// <summary>Reads the columns of one row by name.</summary>
internal static class Row
{
    public static string Text(this NpgsqlDataReader row, string column) => row.GetString(row.GetOrdinal(column));

    public static string? TextOrNull(this NpgsqlDataReader row, string column) =>
        row.GetOrdinal(column) is var i && row.IsDBNull(i) ? null : row.GetString(i);

    public static ModelList<string> Texts(this NpgsqlDataReader row, string column) =>
        [.. row.GetFieldValue<string[]>(row.GetOrdinal(column))];

    /// <summary>Reads a text of one letter. PostgreSQL's own type <c>"char"</c> must be cast to text: a connection that loads no
    /// types does not know it.</summary>
    public static char Letter(this NpgsqlDataReader row, string column) => row.Text(column)[0];

    public static char? LetterOrNull(this NpgsqlDataReader row, string column) => row.TextOrNull(column)?[0];

    public static bool Flag(this NpgsqlDataReader row, string column) => row.GetBoolean(row.GetOrdinal(column));

    public static int Number(this NpgsqlDataReader row, string column) => row.GetInt32(row.GetOrdinal(column));

    public static int? NumberOrNull(this NpgsqlDataReader row, string column) =>
        row.GetOrdinal(column) is var i && row.IsDBNull(i) ? null : row.GetInt32(i);

    public static long Long(this NpgsqlDataReader row, string column) => row.GetInt64(row.GetOrdinal(column));

    public static uint Oid(this NpgsqlDataReader row, string column) => row.GetFieldValue<uint>(row.GetOrdinal(column));

    public static uint[] Oids(this NpgsqlDataReader row, string column) => row.GetFieldValue<uint[]>(row.GetOrdinal(column));

    public static ObjectId Id(this NpgsqlDataReader row, uint catalog) => new(catalog, row.Oid("oid"));
}
