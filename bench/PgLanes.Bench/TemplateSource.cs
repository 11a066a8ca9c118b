using System.Text;

namespace PgLanes.Bench;

/// <summary>Where a template comes from: a script for psql, and the schemas in it.</summary>
internal sealed record TemplateSource(string Name, IReadOnlyList<string> Schemas, Func<Task<string>> ScriptAsync)
{
    /// <summary>Reads <c>FILE:SCHEMA,SCHEMA</c>.</summary>
    public static TemplateSource Parse(string argument)
    {
        var colon = argument.LastIndexOf(':');
        var file = argument[..colon];
        return new TemplateSource(Path.GetFileNameWithoutExtension(file), argument[(colon + 1)..].Split(','), () => File.ReadAllTextAsync(file));
    }

    /// <summary>Makes an empty schema of 400 tables, 800 indexes, primary keys included, and 700 foreign keys.</summary>
    public static TemplateSource Linked() => new("generated", ["public"], () =>
    {
        var script = new StringBuilder();
        for (var i = 0; i < 400; i++)
        {
            var references = Enumerable.Range(1, 2).Where(n => i >= n * 3 && (n == 1 || i % 21 >= 5))
                .Select(n => $", ref_{n} integer REFERENCES t_{i - (n * 3)}");
            script.Append($"CREATE TABLE t_{i} (id serial PRIMARY KEY, name text NOT NULL DEFAULT 'x', at timestamptz NOT NULL DEFAULT now(){string.Concat(references)});\n");
            script.Append(i % 2 == 0 ? $"CREATE INDEX t_{i}_by_name ON t_{i} (lower(name));\n" : $"CREATE INDEX t_{i}_by_at ON t_{i} (at DESC) WHERE name <> '';\n");
        }

        return Task.FromResult(script.ToString());
    });

    /// <summary>Makes a schema of <paramref name="tables"/> tables with two indexes each and foreign keys to tables before, of which the
    /// first <paramref name="filled"/> hold <paramref name="rows"/> rows together.</summary>
    public static TemplateSource Generate(int tables, int filled = 0, int rows = 0) => new($"{tables} tables", ["public"], () =>
    {
        var script = new StringBuilder();
        for (var i = 0; i < tables; i++)
        {
            var references = Enumerable.Range(1, 2).Where(n => i - (n * 3) >= 0)
                .Select(n => $", ref_{n} integer REFERENCES t_{i - (n * 3)}");
            script.Append($"""
                CREATE TABLE t_{i} (id serial PRIMARY KEY, name text NOT NULL DEFAULT 'x', at timestamptz NOT NULL DEFAULT now(){string.Concat(references)});
                CREATE INDEX t_{i}_by_name ON t_{i} (lower(name));
                CREATE INDEX t_{i}_by_at ON t_{i} (at DESC) WHERE name <> '';

                """);
            if (i < filled) script.AppendLine($"INSERT INTO t_{i} (name) SELECT 'row ' || n FROM generate_series(1, {rows / filled}) AS n;");
        }

        return Task.FromResult(script.ToString());
    });
}
