using System.Reflection;

namespace PgLanes.Tests;

/// <summary>Holds lanes against pg_dump: what it writes of a lane is what it writes of the template, but for the schema's name.</summary>
public sealed class PgDumpTests(Servers servers)
{
    /// <summary>The schemas of this folder, and those that PGLANES_TEST_DUMPS adds as <c>file:schema,schema;file:…</c>.</summary>
    public static TheoryData<string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string> { { "shop.sql", "public" }, { "clinic.sql", "clinic,billing" }, { "workshop.sql", "workshop,parts" } };
            foreach (var dump in (Environment.GetEnvironmentVariable("PGLANES_TEST_DUMPS") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
                rows.Add(dump.Split(':')[0], dump.Split(':')[1]);
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_lane_is_dumped_like_its_template(string file, string schemas)
    {
        var script = Path.IsPathRooted(file) ? await File.ReadAllTextAsync(file) : await EmbeddedAsync(file);
        await using var database = await servers.CreateDatabaseAsync(15);
        await PgDump.LoadAsync(database.ConnectionString, script);
        // What PostgreSQL deparses is stable from its second pass on: the template is dumped from where its dump was restored.
        await using var restored = await servers.CreateDatabaseAsync(15);
        await PgDump.LoadAsync(restored.ConnectionString, await PgDump.DatabaseAsync(database.ConnectionString));

        await using var made = await CloneCase.CloneAsync(database, schemas.Split(','));
        await made.ShouldBeIdenticalAsync();

        (await DumpComparison.FindAsync(made, restored.ConnectionString)).ShouldBeEmpty();
    }

    private static async Task<string> EmbeddedAsync(string file)
    {
        await using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(file).ShouldNotBeNull();
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
