using System.Text.Json;
using Npgsql;
using PgLanes.Sql;

namespace PgLanes.Leasing;

/// <summary>Under which quick marks each version of a template was seen, and what a pool needs to know of it while it makes no lane.</summary>
internal sealed class Sightings(LanePoolOptions options, string database)
{
    // One for each role and program that asks; a few more after VACUUM FULL and the like.
    private const int Kept = 8;

    private readonly string _tool = Identifier.Quote(options.Schema);

    /// <summary>Returns the template that <paramref name="mark"/> stands for; null where the registry does not know it. One round trip.</summary>
    public async Task<Template?> FindAsync(NpgsqlConnection connection, string mark, CancellationToken cancellationToken)
    {
        var found = await Registry.ListAsync(
            connection,
            $"SELECT v.fingerprint, s.template::text FROM {_tool}.sightings AS s JOIN {_tool}.versions AS v ON v.id = s.version " +
            $"JOIN {_tool}.templates AS t ON t.id = v.template WHERE s.mark = $1 AND t.schemas = $2 AND t.name_format = $3 AND v.baseline IS NOT NULL AND s.xmin::text::bigint = s.written",
            [Registry.Text(mark), Registry.Texts(options.Schemas), Registry.Text(options.NameFormat)],
            row => (Fingerprint: row.GetString(0), Seen: JsonSerializer.Deserialize<Seen>(row.GetString(1))!), cancellationToken).ConfigureAwait(false);
        if (found.Count == 0) return null;
        var (fingerprint, seen) = found[0];
        var info = new TemplateInfo(
            database, options.Schemas, fingerprint, seen.Tables, seen.Indexes, seen.ForeignKeys, seen.Functions, seen.Views, seen.Triggers, seen.BaselineRows);
        var names = seen.Names.SelectMany(schema => schema.Value.Select(name => (schema.Key, name))).ToHashSet();
        return new Template(info, seen.Hazards, seen.ExtensionSchemas, names, mark, Model: null);
    }

    /// <summary>Remembers under which mark a version was seen.</summary>
    public async Task AddAsync(NpgsqlConnection connection, int version, Template template, CancellationToken cancellationToken)
    {
        var info = template.Info;
        var seen = new Seen(
            info.Tables, info.Indexes, info.ForeignKeys, info.Functions, info.Views, info.Triggers, info.BaselineRows,
            [.. template.ExtensionSchemas], [.. template.Hazards],
            template.Names.GroupBy(name => name.Schema, name => name.Name).ToDictionary(schema => schema.Key, schema => schema.ToArray()));
        await Registry.ExecuteAsync(
            connection, $"INSERT INTO {_tool}.sightings (version, mark, template) VALUES ($1, $2, $3::jsonb) ON CONFLICT DO NOTHING",
            [Registry.Number(version), Registry.Text(template.Mark!), Registry.Text(JsonSerializer.Serialize(seen))], cancellationToken).ConfigureAwait(false);
        await Registry.ExecuteAsync(
            connection,
            $"DELETE FROM {_tool}.sightings WHERE version = $1 AND mark NOT IN " +
            $"(SELECT s.mark FROM {_tool}.sightings AS s WHERE s.version = $1 ORDER BY s.seen_at DESC, s.mark LIMIT {Kept})",
            [Registry.Number(version)], cancellationToken).ConfigureAwait(false);
    }

    private sealed record Seen(
        int Tables, int Indexes, int ForeignKeys, int Functions, int Views, int Triggers, long BaselineRows, string[] ExtensionSchemas, Hazard[] Hazards,
        Dictionary<string, string[]> Names);
}
