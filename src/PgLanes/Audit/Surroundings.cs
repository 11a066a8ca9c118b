using Npgsql;
using PgLanes.Catalog;
using PgLanes.Leasing;
using PgLanes.Sql;

namespace PgLanes.Audit;

/// <summary>Looks at what stands around a template: objects of the database, the role's rights, the server's settings, what is between.</summary>
internal sealed class Surroundings(Connector connector, LanePoolOptions options)
{
    // The keeper, and some for tools; a lane's tests need at least two.
    private const int OtherConnections = 10;
    private const int ConnectionsOfLane = 3;

    private static readonly string ObjectsQuery = KindReader.QueryText("surroundings.sql");
    private static readonly string FactsQuery = KindReader.QueryText("session_facts.sql");

    public async Task<IReadOnlyList<Finding>> FindAsync(CancellationToken cancellationToken)
    {
        var connection = await connector.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        var objects = await Registry.ListAsync(
            connection, ObjectsQuery, [Registry.Texts(options.Schemas)],
            row => Describe(row.Text("kind"), row.Text("name"), row.Long("number"), row.Flag("is_used")), cancellationToken).ConfigureAwait(false);
        var (pid, mayCreateDatabases) = (await Registry.ListAsync(
            connection, FactsQuery, [], row => (row.Number("pid"), row.Flag("may_create_databases")), cancellationToken).ConfigureAwait(false))[0];
        return [.. objects.OfType<Finding>(), .. Facts(connector.Facts, mayCreateDatabases, isPooled: pid != connection.ProcessID)];
    }

    /// <summary>Weighs the role's rights and the server's settings.</summary>
    public IEnumerable<Finding> Facts(ServerFacts facts, bool mayCreateDatabases, bool isPooled)
    {
        var (database, role) = (Identifier.QuoteIfNeeded(connector.Server.Database!), Identifier.QuoteIfNeeded(facts.Role));
        if (!facts.MayCreateSchemas)
        {
            yield return new Finding(
                new Hazard(
                    "no-create-schema", $"role {role}",
                    $"The role {role} may not create schemas in database {database}, so it can make no lane and keep no registry there. Run GRANT CREATE ON DATABASE {database} TO {role}."),
                Gravity.Breaks, Gravity.Watch);
        }

        if (!mayCreateDatabases)
        {
            yield return new Finding(
                new Hazard("no-create-database", $"role {role}", $"The role {role} may not create databases, so it can make no lanes of kind database. Run ALTER ROLE {role} CREATEDB."),
                Gravity.Note, Gravity.Breaks);
        }

        if (!facts.MayReplicate)
        {
            yield return new Finding(
                new Hazard(
                    "no-replication-role", $"role {role}",
                    $"The role {role} may not set session_replication_role, so resets keep foreign keys by order and disable triggers table by table. As a superuser, or on version 15 and later with " +
                    $"GRANT SET ON PARAMETER session_replication_role TO {role}, they switch them off for their own session."),
                Gravity.Note, Gravity.Note);
        }

        var needed = OtherConnections + (ConnectionsOfLane * options.MaxLanes);
        if (facts.Connections.Ordinary < needed)
        {
            yield return new Finding(
                new Hazard(
                    "connections", "max_connections",
                    $"The server has {facts.Connections.Ordinary} connections for ordinary roles, and {options.MaxLanes} lanes with two sessions each need about {needed}. Use fewer lanes, or raise max_connections."),
                Gravity.Watch, Gravity.Watch);
        }

        if (isPooled)
        {
            yield return new Finding(
                new Hazard(
                    "pooler", "the connection",
                    "The process that answers is not the one that was connected to: a pooler stands between. A lease needs a session of its own, so connect to PostgreSQL itself, or to a pool that gives whole sessions."),
                Gravity.Watch, Gravity.Watch);
        }
    }

    private static Finding? Describe(string kind, string name, long number, bool isUsed)
    {
        var quoted = Identifier.QuoteIfNeeded(name);
        return kind switch
        {
            "event-trigger" when isUsed => Broken(
                kind, $"event trigger {quoted}",
                $"The event trigger {quoted} calls a function of the template, whatever the lane: what it writes for DDL of a test, it writes into the template. Use lanes of kind database."),
            "event-trigger" => Watched(kind, $"event trigger {quoted}", $"The event trigger {quoted} fires for DDL in every lane, and for that which makes lanes; see to it that it does not mind."),
            "publication-of-all" => Broken(
                "publication", $"publication {quoted}",
                $"The publication {quoted} is for all tables, so that it sends the rows of every lane, too. Drop it in the test database, or use lanes of kind database."),
            "publication" => Broken(
                kind, $"publication {quoted}",
                $"The publication {quoted} sends {number} of the template's tables; the lanes' copies are in none, so that a test of replication sees nothing. Drop it in the test database, or use lanes of kind database."),
            "subscription" => Watched(kind, $"subscription {quoted}", $"The subscription {quoted} writes into this database while lanes are in use, which makes them stale. Disable it in the test database."),
            "extension" when number > 0 => Watched(
                kind, $"extension {quoted}", $"The extension {quoted} is in the template's schema and has tables of its own, which all lanes share. Let no test write there, or use lanes of kind database."),
            "extension" => new Finding(
                new Hazard(kind, $"extension {quoted}", $"The extension {quoted} is in the template's schema; lanes use it where it is, and no test may alter or drop it."), Gravity.Note, Gravity.Note),
            "large-objects" when isUsed => Broken(
                "large-object", "large objects",
                $"The database has {number} large objects and the template columns that can refer to them; large objects have no schema, so that lanes share them. Store the bytes in columns, or use lanes of kind database."),
            _ => null,
        };
    }

    private static Finding Broken(string code, string name, string message) => new(new Hazard(code, name, message), Gravity.Breaks, Gravity.Note);

    private static Finding Watched(string code, string name, string message) => new(new Hazard(code, name, message), Gravity.Watch, Gravity.Note);
}
