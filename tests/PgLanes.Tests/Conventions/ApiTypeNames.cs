using System.Reflection;

namespace PgLanes.Tests;

/// <summary>Names of types as C# writes them, with the nullability that the compiler recorded.</summary>
internal static class ApiTypeNames
{
    private static readonly Dictionary<Type, string> _keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(short)] = "short",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    public static string Name(Type type, NullabilityInfo? nullability = null) => type switch
    {
        { IsByRef: true } => Name(type.GetElementType()!, nullability),
        _ when Nullable.GetUnderlyingType(type) is { } value => Name(value) + "?",
        { IsValueType: true } => Plain(type, nullability),
        _ => Plain(type, nullability) + (nullability?.ReadState == NullabilityState.Nullable ? "?" : ""),
    };

    private static string Plain(Type type, NullabilityInfo? nullability)
    {
        if (_keywords.TryGetValue(type, out var keyword)) return keyword;
        if (type.IsArray) return Name(type.GetElementType()!, nullability?.ElementType) + "[]";
        if (type.IsGenericParameter) return type.Name;
        var outer = type.DeclaringType is { } declaring ? $"{Plain(declaring, null)}." : Shorten(type.Namespace);
        if (!type.IsGenericType) return outer + type.Name;
        var arguments = type.GetGenericArguments().Select((argument, i) =>
            Name(argument, nullability?.GenericTypeArguments is { } known && i < known.Length ? known[i] : null));
        return $"{outer}{type.Name.Split('`')[0]}<{string.Join(", ", arguments)}>";
    }

    // What every C# file imports goes without saying, and so does the namespace of a user who imports PgLanes.
    private static string Shorten(string? scope) =>
        scope is null or "System" or "System.Collections.Generic" or "System.Threading" or "System.Threading.Tasks" or "System.IO" or "PgLanes" ? "" : $"{scope}.";
}
