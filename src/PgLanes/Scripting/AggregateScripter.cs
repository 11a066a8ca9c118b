using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class AggregateScripter
{
    public static KindScripter Kind { get; } = new KindScripter<AggregateModel>(
        (aggregate, names) => aggregate with
        {
            Arguments = SqlRewriter.Rename(aggregate.Arguments, names),
            CombineFunction = SqlRewriter.Rename(aggregate.CombineFunction, names),
            SerialFunction = SqlRewriter.Rename(aggregate.SerialFunction, names),
            DeserialFunction = SqlRewriter.Rename(aggregate.DeserialFunction, names),
            SortOperator = SqlRewriter.Rename(aggregate.SortOperator, names),
            InverseFunction = SqlRewriter.Rename(aggregate.InverseFunction, names),
            State = Rename(aggregate.State, names),
            MovingState = aggregate.MovingState is { } moving ? Rename(moving, names) : null,
        },
        (aggregate, _) =>
        [
            Statement.Create(
                aggregate,
                $"CREATE AGGREGATE {Identifier.Quote(aggregate.Schema, aggregate.Name)}({aggregate.Arguments}) (\n    {string.Join(",\n    ", Clauses(aggregate))})"),
        ]);

    private static IEnumerable<string> Clauses(AggregateModel aggregate)
    {
        foreach (var clause in StateClauses(aggregate.State, "")) yield return clause;
        if (aggregate.CombineFunction is { } combine) yield return $"COMBINEFUNC = {combine}";
        if (aggregate.SerialFunction is { } serial) yield return $"SERIALFUNC = {serial}";
        if (aggregate.DeserialFunction is { } deserial) yield return $"DESERIALFUNC = {deserial}";
        if (aggregate.MovingState is { } moving)
        {
            foreach (var clause in StateClauses(moving, "M")) yield return clause;
            yield return $"MINVFUNC = {aggregate.InverseFunction}";
        }

        if (aggregate.SortOperator is { } operation) yield return $"SORTOP = OPERATOR({operation})";
        yield return $"PARALLEL = {aggregate.Parallel switch { 's' => "SAFE", 'r' => "RESTRICTED", _ => "UNSAFE" }}";
        if (aggregate.Kind == 'h') yield return "HYPOTHETICAL";
    }

    private static IEnumerable<string> StateClauses(AggregateState state, string prefix)
    {
        yield return $"{prefix}SFUNC = {state.Transition}";
        yield return $"{prefix}STYPE = {state.Type}";
        if (state.Space != 0) yield return $"{prefix}SSPACE = {state.Space}";
        if (state.Final is { } final) yield return $"{prefix}FINALFUNC = {final}";
        if (state.FinalExtra) yield return $"{prefix}FINALFUNC_EXTRA";
        yield return $"{prefix}FINALFUNC_MODIFY = {state.FinalModify switch { 'r' => "READ_ONLY", 's' => "SHAREABLE", _ => "READ_WRITE" }}";
        if (state.Initial is { } initial) yield return $"{prefix}INITCOND = {Literal.Quote(initial)}";
    }

    private static AggregateState Rename(AggregateState state, NameMap names) => state with
    {
        Transition = SqlRewriter.Rename(state.Transition, names),
        Type = SqlRewriter.Rename(state.Type, names),
        Final = SqlRewriter.Rename(state.Final, names),
    };
}
