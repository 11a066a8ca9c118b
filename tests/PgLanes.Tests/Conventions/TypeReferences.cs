using System.Reflection;
using System.Reflection.Emit;

namespace PgLanes.Tests;

/// <summary>Which types each type of an assembly refers to, read from signatures, attributes and the instructions of every method, so that
/// no alias and no global using hides one. Constants and <c>nameof</c> leave no trace there: the compiler replaces them.</summary>
internal static class TypeReferences
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> _opCodes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>Returns the references by outermost type; what the compiler nests in a type counts as that type's.</summary>
    public static ILookup<Type, Type> Of(Assembly assembly) =>
        (from type in assembly.GetTypes()
         from reference in InType(type).SelectMany(Parts).Select(Outermost)
         where reference != Outermost(type)
         select (From: Outermost(type), To: reference)).Distinct().ToLookup(pair => pair.From, pair => pair.To);

    private static IEnumerable<Type> InType(Type type)
    {
        IEnumerable<Type?> own = [type.BaseType, .. type.GetInterfaces(), .. type.GetGenericArguments().SelectMany(Constraints), .. Attributes(type)];
        return own.Concat(type.GetMembers(Everything).SelectMany(member => InMember(member).Concat(Attributes(member)))).OfType<Type>();
    }

    private static IEnumerable<Type?> InMember(MemberInfo member) => member switch
    {
        FieldInfo field => [field.FieldType],
        PropertyInfo property => [property.PropertyType],
        EventInfo @event => [@event.EventHandlerType],
        MethodBase method => Signature(method).Concat(InBody(method)),
        _ => [],
    };

    private static IEnumerable<Type?> Signature(MethodBase method) =>
    [
        .. method.GetParameters().Select(parameter => parameter.ParameterType),
        (method as MethodInfo)?.ReturnType,
        .. method.IsGenericMethod ? method.GetGenericArguments().SelectMany(Constraints).Concat(method.GetGenericArguments()) : [],
    ];

    private static IEnumerable<Type?> InBody(MethodBase method) => method.GetMethodBody() is not { } body
        ? []
        : body.LocalVariables.Select(local => local.LocalType)
            .Concat(body.ExceptionHandlingClauses.Where(c => c.Flags == ExceptionHandlingClauseOptions.Clause).Select(c => c.CatchType))
            .Concat(Tokens(body.GetILAsByteArray()!).SelectMany(token => InToken(method, token)));

    private static IEnumerable<Type?> InToken(MethodBase method, int token)
    {
        var member = method.Module.ResolveMember(
            token,
            method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null,
            method.IsGenericMethod ? method.GetGenericArguments() : null);
        return member switch
        {
            Type itself => [itself],
            FieldInfo field => [field.DeclaringType, field.FieldType],
            MethodBase called => Signature(called).Append(called.DeclaringType),
            _ => [],
        };
    }

    private static IEnumerable<int> Tokens(byte[] code)
    {
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? unchecked((short)((code[at] << 8) | code[at + 1])) : code[at];
            var instruction = _opCodes[value];
            at += instruction.Size;
            if (instruction.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
                yield return BitConverter.ToInt32(code, at);
            at += OperandSize(instruction.OperandType, code, at);
        }
    }

    private static int OperandSize(OperandType type, byte[] code, int at) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
        _ => 4,
    };

    private static IEnumerable<Type> Parts(Type type) => type switch
    {
        { HasElementType: true } => Parts(type.GetElementType()!),
        { IsGenericParameter: true } => [],
        { IsGenericType: true } => type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition()),
        _ => [type],
    };

    private static Type[] Constraints(Type argument) => argument.IsGenericParameter ? argument.GetGenericParameterConstraints() : [];

    private static IEnumerable<Type> Attributes(MemberInfo member) => member.GetCustomAttributesData().Select(attribute => attribute.AttributeType);

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
