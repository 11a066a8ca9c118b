using System.Collections.Frozen;

namespace PgLanes.Sql;

/// <summary>Finds the literals that PostgreSQL itself reads as the name of an object, or of a schema.</summary>
internal static class NameLiteral
{
    /// <summary>True if the literal at <paramref name="i"/> is cast to a type such as regclass, or is the first argument of a function
    /// such as nextval.</summary>
    public static bool IsObjectAt(TokenText tokens, int i) => IsAt(tokens, i, Keywords.NameTypes, Keywords.NameFunctions);

    /// <summary>True if the literal at <paramref name="i"/> is cast to regnamespace, or is the argument of to_regnamespace.</summary>
    public static bool IsSchemaAt(TokenText tokens, int i) => IsAt(tokens, i, Keywords.SchemaTypes, Keywords.SchemaFunctions);

    /// <summary>True if the literal at <paramref name="i"/> is cast to a type that holds no names, such as an enum.</summary>
    public static bool IsValueAt(TokenText tokens, int i)
    {
        if (!tokens.Is(i + 1, "::")) return false;
        var type = i + 2;
        while (tokens.Is(type + 1, ".")) type += 2;
        return tokens.IsIdentifier(type) && !tokens.IsWord(type, Keywords.NameHolders);
    }

    private static bool IsAt(TokenText tokens, int i, FrozenSet<string> types, FrozenSet<string> functions)
    {
        var (before, after) = (i - 1, i + 1);
        if (tokens.IsWord(before, types))
            return true;
        if (tokens.Is(before, "(") && tokens.IsWord(before - 1, "cast") && tokens.IsWord(after, "as") && tokens.IsWord(BehindCatalog(tokens, after + 1), types))
            return true;
        while (true)
        {
            if (tokens.Is(after, "::"))
            {
                after = BehindCatalog(tokens, after + 1);
                if (tokens.IsWord(after, types))
                    return true;
                if (!tokens.IsWord(after, Keywords.TextTypes))
                    return false;
                after++;
            }
            else if (tokens.Is(after, ")") && tokens.Is(before, "(") && !IsCall(tokens, before - 1))
            {
                (before, after) = (before - 1, after + 1);
            }
            else
            {
                return tokens.Is(before, "(") && tokens.IsWord(before - 1, functions);
            }
        }
    }

    private static bool IsCall(TokenText tokens, int i) => tokens.IsIdentifier(i) && !tokens.IsWord(i, Keywords.Quoted);

    private static int BehindCatalog(TokenText tokens, int i) =>
        tokens.IsWord(i, "pg_catalog") && tokens.Is(i + 1, ".") ? i + 2 : i;
}
