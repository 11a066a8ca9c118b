using Npgsql;

namespace PgLanes.Tests;

/// <summary>The role of cases that need no superuser: it owns the schema public of its database, and may create others there.</summary>
internal static class PlainOwner
{
    private const string Name = "case_owner";

    /// <summary>Makes a template as this role, in a new database that is opened for it. Nothing is left where the role may not.</summary>
    public static async Task<TestDatabase> MakeAsync(Servers servers, int version, string ddl)
    {
        var database = await servers.TakeDatabaseAsync(version);
        try
        {
            // Cases run side by side, and PostgreSQL has no CREATE ROLE IF NOT EXISTS.
            await database.ExecuteAsync($"""
                DO $$ BEGIN CREATE ROLE {Name} LOGIN PASSWORD '{Name}'; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
                ALTER SCHEMA public OWNER TO {Name};
                GRANT CREATE ON DATABASE {database.Name} TO {Name};
                """);
            var own = database.As(Name, Name);
            await own.ExecuteAsync(ddl);
            return own;
        }
        catch (PostgresException)
        {
            await database.DisposeAsync();
            throw;
        }
    }
}
