using System.Diagnostics;
using Npgsql;
using PgLanes.Hosting;

namespace PgLanes.Tests;

/// <summary>Runs pg_dump and psql of the server's own binaries.</summary>
internal static class PgDump
{
    /// <summary>Returns the definitions of one schema, an entry for each object, sorted: where objects need each other in a circle,
    /// pg_dump orders them by their oids, which say nothing.</summary>
    public static async Task<IReadOnlyList<string>> ObjectsAsync(string connectionString, string schema)
    {
        var text = await RunAsync("pg_dump", connectionString, ["--schema-only", "--schema", $"\"{schema}\""], input: null);
        return [.. text.Split("\n--\n-- Name: ").Skip(1).Select(Definition).Order(StringComparer.Ordinal)];
        static string Definition(string entry) => string.Join('\n', entry.Split('\n').Where(line => line.Length > 0 && !Says(line)));

        // Settings, rulers, and the closing key of psql's restricted mode say nothing of the object.
        static bool Says(string line) => line.StartsWith("--", StringComparison.Ordinal)
            || line.StartsWith("\\unrestrict", StringComparison.Ordinal)
            || line.StartsWith("SET default_table", StringComparison.Ordinal);
    }

    /// <summary>Dumps the definitions of a whole database.</summary>
    public static Task<string> DatabaseAsync(string connectionString) => RunAsync("pg_dump", connectionString, ["--schema-only"], input: null);

    /// <summary>Dumps definitions, rows and sequence positions of a whole database.</summary>
    public static async Task<string> WholeAsync(string connectionString, params IEnumerable<string> arguments)
    {
        var text = await RunAsync("pg_dump", connectionString, [.. arguments], input: null);
        // The key of psql's restricted mode is another one each time.
        return string.Join('\n', text.Split('\n').Where(line => !line.StartsWith("\\restrict", StringComparison.Ordinal) && !line.StartsWith("\\unrestrict", StringComparison.Ordinal)));
    }

    /// <summary>Runs a script, up to its first error.</summary>
    public static Task<string> LoadAsync(string connectionString, string script) =>
        RunAsync("psql", connectionString, ["--quiet", "--no-psqlrc", "--set", "ON_ERROR_STOP=1"], script);

    private static async Task<string> RunAsync(string program, string connectionString, string[] arguments, string? input)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        var binaries = await PostgresBinaries.FindAsync(new PostgresBinariesOptions { Version = "15" });
        var start = new ProcessStartInfo(Path.Combine(binaries.Folder, program), arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PGHOST"] = connection.Host;
        start.Environment["PGPORT"] = connection.Port.ToString();
        start.Environment["PGUSER"] = connection.Username;
        start.Environment["PGPASSWORD"] = connection.Password;
        start.Environment["PGDATABASE"] = connection.Database;
        using var process = Process.Start(start).ShouldNotBeNull();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (input is not null) await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await errors);
        return await output;
    }
}
