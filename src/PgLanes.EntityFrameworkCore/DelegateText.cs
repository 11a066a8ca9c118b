using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace PgLanes.EntityFrameworkCore;

/// <summary>
/// What a delegate does, as a text: the same for closures of one method that hold the same, because each scope that makes options makes its closures anew.
/// An object that a closure holds and that cannot be read is taken for the same as any of its type, within one type of context.
/// </summary>
internal sealed class DelegateText
{
    private readonly StringBuilder _text = new();
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly Type _context;

    private DelegateText(Type context) => _context = context;

    public static string Of(Delegate? action, Type context)
    {
        var text = new DelegateText(context);
        text.Add(action);
        return text._text.ToString();
    }

    private void Add(object? value)
    {
        switch (value)
        {
            case null:
                AddText("");
                break;
            case string or bool or char:
                AddText($"{value.GetType()} {value}");
                break;
            case Type type:
                AddText(type.AssemblyQualifiedName);
                break;
            case IFormattable number when value.GetType().IsValueType:
                AddText($"{value.GetType()} {number.ToString(null, formatProvider: null)}");
                break;
            case var seen when !_seen.Add(seen):
                AddText("seen");
                break;
            case Delegate action:
                foreach (var one in action.GetInvocationList()) AddCall(one);
                break;
            case ICollection items:
                AddText($"{value.GetType().AssemblyQualifiedName} {items.Count}");
                foreach (var item in items) Add(item);
                break;
            case var closure when closure.GetType().IsDefined(typeof(CompilerGeneratedAttribute), inherit: false):
                AddFields(closure);
                break;
            default:
                AddText($"{value.GetType().AssemblyQualifiedName} {_context.AssemblyQualifiedName}");
                break;
        }
    }

    private void AddCall(Delegate action)
    {
        AddText(action.Method.DeclaringType?.AssemblyQualifiedName);
        AddText(action.Method.ToString());
        foreach (var argument in action.Method.GetGenericArguments()) AddText(argument.AssemblyQualifiedName);
        Add(action.Target);
    }

    private void AddFields(object closure)
    {
        AddText(closure.GetType().AssemblyQualifiedName);
        foreach (var field in closure.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)) Add(field.GetValue(closure));
    }

    // The length tells where it ends, whatever it contains.
    private void AddText(string? text) => _text.Append(text?.Length ?? 0).Append(':').Append(text).Append('\n');
}
