namespace PgLanes.EntityFrameworkCore;

/// <summary>Names of types as Npgsql writes them: unquoted, the schema before the first dot.</summary>
internal static class LaneTypes
{
    /// <summary>Returns the type's name in the lane; null where that is the same.</summary>
    public static string? Rename(Lane lane, string type)
    {
        var dot = type.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || lane.Schemas.FirstOrDefault(pair => pair.Key == type[..dot]) is not { Value: { } schema } || schema == type[..dot]) return null;
        var name = type[(dot + 1)..];
        var quoted = $"SELECT NULL::{Quote(type[..dot])}.{Quote(name.TrimEnd('[', ']'))}";
        // An extension's type stays where it is.
        return lane.RenameSql(quoted) == quoted ? null : $"{schema}.{name}";
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
