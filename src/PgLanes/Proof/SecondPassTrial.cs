using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Proof;

/// <summary>How one differing text is sent through the server again: what to make, from the expected and from the actual text,
/// and the question whether both come back alike.</summary>
/// <param name="Setup">The statements that make both; rolled back afterwards.</param>
/// <param name="Question">A query of one row with one column, <c>same</c>.</param>
internal sealed record SecondPassTrial(IReadOnlyList<string> Setup, string Question)
{
    /// <summary>Returns the trial for <paramref name="difference"/>, or null where its attribute is no text that the server deparses.</summary>
    /// <param name="difference">What differs.</param>
    /// <param name="number">Unique among the trials of one transaction.</param>
    public static SecondPassTrial? For(ModelDifference difference, int number)
    {
        if (difference.Attribute is null || difference.Actual is null) return null;
        var scratch = Identifier.Quote(difference.Expected.Schema, $"pglanes_second_pass_{number}");
        return (difference.Expected, difference.Actual, difference.Attribute) switch
        {
            (ColumnModel { Default: { } expected } column, ColumnModel { Default: { } actual }, nameof(ColumnModel.Default)) =>
                Default(column, expected, actual, scratch),
            (ConstraintModel { Kind: 'c' } expected, ConstraintModel actual, nameof(ConstraintModel.Definition)) =>
                Check(expected, actual, scratch),
            (IndexModel expected, IndexModel actual, nameof(IndexModel.Definition)) => Index(expected, actual, scratch),
            (ViewModel expected, ViewModel actual, nameof(ViewModel.Query)) => StatementTrial.View(expected.Query, actual.Query, scratch),
            (MaterializedViewModel expected, MaterializedViewModel actual, nameof(MaterializedViewModel.Query)) =>
                StatementTrial.View(expected.Query, actual.Query, scratch),
            (TriggerModel { Definition: { } expected } trigger, TriggerModel { Definition: { } actual }, nameof(TriggerModel.Definition)) =>
                StatementTrial.Trigger(trigger, expected, actual),
            (RuleModel expected, RuleModel actual, nameof(RuleModel.Definition)) => StatementTrial.Rule(expected, expected.Definition, actual.Definition),
            (StatisticsModel expected, StatisticsModel actual, nameof(StatisticsModel.Definition)) => StatementTrial.Statistics(expected, actual.Definition),
            (PolicyModel { Using: { } expected } policy, PolicyModel { Using: { } actual }, nameof(PolicyModel.Using)) =>
                StatementTrial.Policy(policy, expected, actual),
            (PolicyModel { Check: { } expected } policy, PolicyModel { Check: { } actual }, nameof(PolicyModel.Check)) =>
                StatementTrial.Policy(policy, expected, actual),
            (FunctionModel expected, FunctionModel actual, nameof(FunctionModel.Definition)) => FunctionTrial.For(expected, actual, number),
            (DomainModel { Default: not null } expected, DomainModel { Default: not null } actual, nameof(DomainModel.Default)) =>
                DomainTrials.Default(expected, actual, scratch),
            (DomainConstraintModel { Kind: 'c' } expected, DomainConstraintModel actual, nameof(DomainConstraintModel.Definition)) =>
                DomainTrials.Check(expected, actual, scratch),
            _ => null,
        };
    }

    private static SecondPassTrial Default(ColumnModel column, string expected, string actual, string scratch)
    {
        string Add(string name, string expression) => column.Generated is { } kind
            ? $"ADD COLUMN {name} {column.Type} GENERATED ALWAYS AS ({expression}) {(kind == 's' ? "STORED" : "VIRTUAL")}"
            : $"ADD COLUMN {name} {column.Type} DEFAULT {expression}";
        return new SecondPassTrial(
            [
                $"CREATE TABLE {scratch} (LIKE {Identifier.Quote(column.Schema, column.Table)})",
                $"ALTER TABLE {scratch} {Add("pglanes_expected", expected)}, {Add("pglanes_actual", actual)}",
            ],
            "SELECT count(DISTINCT pg_get_expr(d.adbin, d.adrelid)) = 1 AS same FROM pg_catalog.pg_attrdef AS d " +
            $"WHERE d.adrelid = {Literal.Quote(scratch)}::regclass");
    }

    private static SecondPassTrial Check(ConstraintModel expected, ConstraintModel actual, string scratch) => new(
        [
            $"CREATE TABLE {scratch} (LIKE {Identifier.Quote(expected.Schema, expected.Table)})",
            $"ALTER TABLE {scratch} ADD CONSTRAINT pglanes_expected {expected.Definition}, ADD CONSTRAINT pglanes_actual {actual.Definition}",
        ],
        "SELECT count(DISTINCT pg_get_constraintdef(k.oid)) = 1 AS same FROM pg_catalog.pg_constraint AS k " +
        $"WHERE k.conrelid = {Literal.Quote(scratch)}::regclass AND k.conname LIKE 'pglanes%'");

    private static SecondPassTrial? Index(IndexModel expected, IndexModel actual, string scratch)
    {
        if (Parts(expected) is not { } wanted || Parts(actual) is not { } found || wanted.Kind != found.Kind) return null;
        return new SecondPassTrial(
            [
                $"CREATE TABLE {scratch} (LIKE {Identifier.Quote(expected.Schema, expected.Table)})",
                $"CREATE INDEX pglanes_expected ON {scratch} {wanted.Body}",
                $"CREATE INDEX pglanes_actual ON {scratch} {found.Body}",
            ],
            "SELECT count(DISTINCT replace(pg_get_indexdef(i.oid), i.relname, '')) = 1 AS same " +
            "FROM pg_catalog.pg_index AS x JOIN pg_catalog.pg_class AS i ON i.oid = x.indexrelid " +
            $"WHERE x.indrelid = {Literal.Quote(scratch)}::regclass");

        // What stands before the name says whether the index is unique; what stands from USING on does not name the table.
        static (string Kind, string Body)? Parts(IndexModel index) =>
            index.Definition.IndexOf(" INDEX ", StringComparison.Ordinal) is var kind and > 0
            && index.Definition.IndexOf(" USING ", kind, StringComparison.Ordinal) is var rest and > 0
                ? (index.Definition[..kind], index.Definition[(rest + 1)..])
                : null;
    }
}
