using System.Reflection;
using System.Runtime.CompilerServices;
using static PgLanes.Tests.ApiTypeNames;

namespace PgLanes.Tests;

/// <summary>What users can name of an assembly, as C# declares it: one line for each type and each member, in a fixed order.</summary>
internal sealed class ApiText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly NullabilityInfoContext _nullability = new();

    public static string Of(Assembly assembly)
    {
        var text = new ApiText();
        return string.Join("\n", assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal).Select(text.Describe));
    }

    private string Describe(Type type)
    {
        var lines = Members(type).Select(line => $"    {line}\n");
        return $"{Head(type)}\n{string.Concat(lines)}";
    }

    private static string Head(Type type)
    {
        IEnumerable<string> bases = type.IsEnum || type.IsValueType || type.BaseType is null || type.BaseType == typeof(object) ? [] : [Name(type.BaseType)];
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        // A record's equality with itself is part of the word.
        var interfaces = type.GetInterfaces().Except(inherited)
            .Where(i => !type.IsEnum && !(IsRecord(type) && i.Name.StartsWith("IEquatable", StringComparison.Ordinal)))
            .Select(i => Name(i)).Order(StringComparer.Ordinal);
        var all = string.Join(", ", bases.Concat(interfaces));
        return $"public {Sort(type)} {type.Namespace}.{Name(type).Split('.')[^1]}{(all.Length > 0 ? " : " + all : "")}";
    }

    private static string Sort(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        _ => $"{(type.IsAbstract ? "abstract " : "")}{(type.IsSealed ? "sealed " : "")}{(IsRecord(type) ? "record" : "class")}",
    };

    private IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum) return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name))}");
        return type.GetFields(Declared).Where(field => field.IsPublic).OrderBy(field => field.Name, StringComparer.Ordinal).Select(Field)
            .Concat(type.GetConstructors(Declared).Where(c => IsVisible(c) && !c.IsStatic && !IsCopy(c)).Select(Constructor).Order(StringComparer.Ordinal))
            .Concat(type.GetProperties(Declared).Where(IsVisible).OrderBy(property => property.Name, StringComparer.Ordinal).Select(Property))
            .Concat(type.GetEvents(Declared).Where(e => IsVisible(e.AddMethod!)).OrderBy(e => e.Name, StringComparer.Ordinal).Select(Event))
            .Concat(type.GetMethods(Declared).Where(m => IsVisible(m) && IsWritten(m)).Select(m => (m.Name, Line: Method(m)))
                .OrderBy(m => m.Name, StringComparer.Ordinal).ThenBy(m => m.Line, StringComparer.Ordinal).Select(m => m.Line));
    }

    private string Field(FieldInfo field) =>
        $"public {(field.IsLiteral ? "const " : field.IsStatic ? "static readonly " : "")}{Name(field.FieldType, _nullability.Create(field))} {field.Name}" +
        (field.IsLiteral ? $" = {Value(field.GetRawConstantValue())}" : "");

    private string Constructor(ConstructorInfo constructor) =>
        $"{Access(constructor)} {constructor.DeclaringType!.Name.Split('`')[0]}({Parameters(constructor)})";

    private static string Event(EventInfo @event) => $"{Access(@event.AddMethod!)} event {Name(@event.EventHandlerType!)} {@event.Name}";

    private string Property(PropertyInfo property)
    {
        var accessors = property.GetAccessors(nonPublic: true).Where(IsVisible).ToList();
        var set = !accessors.Contains(property.SetMethod!) ? ""
            : property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;";
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return $"{Access(accessors[0])} {Modifiers(accessors[0])}{required}{Name(property.PropertyType, _nullability.Create(property))} {property.Name} {{ get;{set} }}";
    }

    private string Method(MethodInfo method)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : "";
        return $"{Access(method)} {Modifiers(method)}{Name(method.ReturnType, _nullability.Create(method.ReturnParameter))} {method.Name}{generic}({Parameters(method)})";
    }

    private string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p =>
        (p.IsDefined(typeof(ParamArrayAttribute)) ? "params " : p.IsOut ? "out " : p.ParameterType.IsByRef ? "ref " : "") +
        $"{Name(p.ParameterType, _nullability.Create(p))} {p.Name}{(p.HasDefaultValue ? $" = {Default(p)}" : "")}"));

    private static string Default(ParameterInfo parameter) =>
        parameter.DefaultValue is null && parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null
            ? "default"
            : parameter.ParameterType.IsEnum ? $"{Name(parameter.ParameterType)}.{Enum.ToObject(parameter.ParameterType, parameter.DefaultValue!)}" : Value(parameter.DefaultValue);

    private static string Value(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => value.ToString()!,
    };

    private static string Modifiers(MethodInfo method) => method switch
    {
        { IsStatic: true } => "static ",
        { DeclaringType.IsInterface: true } => "",
        { IsAbstract: true } => "abstract ",
        { IsVirtual: true, IsFinal: false } => method.GetBaseDefinition() == method ? "virtual " : "override ",
        _ => "",
    };

    private static string Access(MethodBase method) => method.IsPublic ? "public" : "protected";

    // What the compiler writes for a record is part of the word.
    private static bool IsCopy(ConstructorInfo constructor) =>
        IsRecord(constructor.DeclaringType!) && constructor.GetParameters() is [var only] && only.ParameterType == constructor.DeclaringType;

    private static bool IsVisible(PropertyInfo property) =>
        property.Name != "EqualityContract" && property.GetAccessors(nonPublic: true).Any(IsVisible);

    private static bool IsVisible(MethodBase method) =>
        method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && method.DeclaringType is { IsSealed: false });

    private static bool IsWritten(MethodInfo method) =>
        !method.IsDefined(typeof(CompilerGeneratedAttribute)) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal));

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$", Declared) is not null;
}
