using System.Text;
using PgLanes.Sql;

namespace PgLanes.Tests;

/// <summary>One step of a random schema.</summary>
/// <param name="Number">Its place; later steps name it when they need it.</param>
/// <param name="Sql">One statement, or a few that belong together, with its semicolons.</param>
/// <param name="Needs">The steps without which it cannot run.</param>
internal sealed record SchemaStep(int Number, string Sql, IReadOnlyList<int> Needs);

/// <summary>A template as a list of small steps, so that a failure can be made smaller by leaving steps out.</summary>
internal sealed record RandomSchema(int Seed, IReadOnlyList<string> Schemas, IReadOnlyList<SchemaStep> Steps, bool IsWhole = true)
{
    public string Ddl
    {
        get
        {
            var text = new StringBuilder();
            foreach (var schema in Schemas) text.Append($"CREATE SCHEMA IF NOT EXISTS {Identifier.Quote(schema)};\n");
            text.Append($"SELECT set_config('search_path', {Literal.Quote(string.Join(", ", Schemas.Select(Identifier.Quote)))}, true);\n");
            foreach (var step in Steps) text.Append(step.Sql).Append('\n');
            return text.ToString();
        }
    }

    /// <summary>Returns the schema without what only a superuser may do, and without policies for the owner: a template that hides rows is an error.</summary>
    public RandomSchema ForPlainRole() => this with
    {
        Steps =
        [
            .. Steps.Where(step => !step.Sql.Contains(" OWNER TO ", StringComparison.Ordinal))
                .Select(step => step with
                {
                    Sql = step.Sql.Replace(" LEAKPROOF", "", StringComparison.Ordinal).Replace(" FORCE ROW", " NO FORCE ROW", StringComparison.Ordinal),
                }),
        ],
    };

    /// <summary>Returns smaller schemas: without large parts first, then without single steps. What needs a dropped step goes with it.</summary>
    public IEnumerable<RandomSchema> Shrink()
    {
        for (var size = Steps.Count / 2; size > 0; size /= 2)
            for (var start = Steps.Count - size; start > -size; start -= size)
                yield return Without(Steps.Skip(Math.Max(0, start)).Take(size).Select(step => step.Number));
    }

    public override string ToString() => $"seed {Seed}, schemas {string.Join(",", Schemas)}\n{Ddl}";

    private RandomSchema Without(IEnumerable<int> dropped)
    {
        var gone = dropped.ToHashSet();
        foreach (var step in Steps.Where(step => step.Needs.Any(gone.Contains))) gone.Add(step.Number);
        return this with { Steps = [.. Steps.Where(step => !gone.Contains(step.Number))], IsWhole = false };
    }
}
