using System.IO.Enumeration;
using Npgsql;

namespace PgLanes.Leasing;

/// <summary>Refuses databases that look as if they were not for tests. Pure.</summary>
internal static class DatabaseGuard
{
    private static readonly string[] _words = ["prod", "production", "prd", "live"];

    /// <exception cref="UnsafeDatabaseException">The database is not among those allowed, or looks like a production database.</exception>
    public static void Check(NpgsqlConnectionStringBuilder server, LanePoolOptions options)
    {
        if (options.AllowAnyDatabase) return;
        var (database, host) = (server.Database!, server.Host!);
        if (options.AllowedDatabases.Count > 0)
        {
            if (options.AllowedDatabases.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, database))) return;
            throw Refused(
                server, $"Database \"{database}\" on {host} is not among those that are allowed: {string.Join(", ", options.AllowedDatabases)}. " +
                "Connect to one of these, or allow this one");
        }

        var isOfName = Words(database).Any(_words.Contains);
        if (!isOfName && !Words(host).Any(_words.Contains)) return;
        throw Refused(
            server, $"Database \"{database}\" on {host} looks like production: the {(isOfName ? "database" : "host")} says so by its name. " +
            "PgLanes makes and drops schemas, so it works on databases for tests; if this is one, allow it");
    }

    /// <exception cref="UnsafeDatabaseException">The server is a standby.</exception>
    public static void Check(NpgsqlConnectionStringBuilder server, ServerFacts facts)
    {
        if (!facts.IsStandby) return;
        throw new UnsafeDatabaseException(
            $"PostgreSQL at {server.Host}:{server.Port} is a standby of another server and takes no writes, so no lane can be made; connect to a server of your own for tests.")
        {
            ObjectName = server.Database,
        };
    }

    private static UnsafeDatabaseException Refused(NpgsqlConnectionStringBuilder server, string what) => new(
        $"{what} (LanePoolOptions.AllowedDatabases; --allow-database \"{server.Database}\"), or any (AllowAnyDatabase; --i-know-this-is-not-a-test-database).")
    {
        ObjectName = server.Database,
    };

    private static IEnumerable<string> Words(string name)
    {
        var start = -1;
        for (var i = 0; i <= name.Length; i++)
        {
            if (i < name.Length && char.IsLetter(name[i]))
            {
                if (start < 0) start = i;
                continue;
            }

            if (start >= 0) yield return name[start..i].ToLowerInvariant();
            start = -1;
        }
    }
}
