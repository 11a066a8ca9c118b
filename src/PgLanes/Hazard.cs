namespace PgLanes;

/// <summary>Something in the template that a lane cannot isolate or translate for certain. The lane is made all the same.</summary>
/// <param name="Code">What kind it is, one stable word such as <c>schema-literal</c>, <c>dynamic-sql</c>, <c>foreign-language</c>, <c>owner</c> or <c>grant</c>.</param>
/// <param name="ObjectName">The template's object, as <c>function public.f(integer)</c>.</param>
/// <param name="Message">What was found, where, what the lane makes of it, and what to do.</param>
public sealed record Hazard(string Code, string ObjectName, string Message);
