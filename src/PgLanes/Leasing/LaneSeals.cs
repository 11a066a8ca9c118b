using System.Globalization;
using System.Text;
using Npgsql;
using PgLanes.Cloning;
using PgLanes.Sql;

namespace PgLanes.Leasing;

/// <summary>The roles of sealed lanes. Connections are to the registry's database. The server makes the passwords, and sees them in no statement.</summary>
internal sealed class LaneSeals(LanePoolOptions options, string database)
{
    // NAMEDATALEN - 1, less two numbers.
    private const int MaxHead = 40;

    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EndPause = TimeSpan.FromMilliseconds(20);

    private readonly string _tool = Identifier.Quote(options.Schema);

    /// <summary>Makes the lane's role, where it is not there and bears the lane's mark. The caller holds the lane's lock.</summary>
    /// <exception cref="TemplateException">The role may make no roles, or another one has the name.</exception>
    public async Task<Seal> MakeAsync(NpgsqlConnection connection, LaneRow lane, CancellationToken cancellationToken)
    {
        if (lane.Seal is { } seal) return seal;
        var (oid, isSuperuser, mayCreate) = await AskAsync(connection, cancellationToken).ConfigureAwait(false);
        if (!mayCreate) throw MayNotCreate(connection, lane);
        var role = Name(oid, lane.Id);
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = transaction.ConfigureAwait(false);
        var (isThere, comment) = await FindAsync(connection, role, cancellationToken).ConfigureAwait(false);
        if (isThere && !comment.StartsWith(LaneNaming.MarkStart, StringComparison.Ordinal)) throw Taken(lane, role);
        var password = (string)(await Registry.ScalarAsync(
            connection,
            $"INSERT INTO {_tool}.seals (lane, role, password) VALUES ($1, $2, replace(pg_catalog.gen_random_uuid()::text, '-', '')) " +
            "ON CONFLICT (lane) DO UPDATE SET role = excluded.role, password = excluded.password, is_applied = false RETURNING password",
            [Registry.Number(lane.Id), Registry.Text(role)], cancellationToken).ConfigureAwait(false))!;
        var quoted = Identifier.Quote(role);
        await StatementRunner.ExecuteAsync(
            connection, $"{(isThere ? "ALTER" : "CREATE")} ROLE {quoted} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {Literal.Quote(Seal.Verifier(password))}", cancellationToken)
            .ConfigureAwait(false);
        await StatementRunner.ExecuteAsync(connection, $"COMMENT ON ROLE {quoted} IS {Literal.Quote(lane.Mark)}", cancellationToken).ConfigureAwait(false);
        // So that its sessions can be ended, and what it made be dropped.
        if (!isSuperuser) await StatementRunner.ExecuteAsync(connection, $"GRANT {quoted} TO CURRENT_USER", cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return new Seal(role, password, IsApplied: false);
    }

    /// <summary>Gives the role its rights on the lane.</summary>
    /// <param name="inLane">A connection to the lane's database.</param>
    /// <param name="lane">The lane, which is as it was made.</param>
    /// <param name="role">Its role.</param>
    /// <param name="path">The search path of the role's sessions.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task ApplyAsync(NpgsqlConnection inLane, LaneRow lane, string role, string path, CancellationToken cancellationToken) => Registry.ExecuteAsync(
        inLane, $"SELECT {_tool}.seal($1, $2, $3, $4)",
        [Registry.Number(lane.IdBesideRows), Registry.Text(role), lane.Database is null ? Registry.Texts(lane.Schemas) : NoTexts(), Registry.Text(path)], cancellationToken);

    /// <summary>Records whether the role has its rights on the lane as it is.</summary>
    public Task RecordAsync(NpgsqlConnection connection, LaneRow lane, bool isApplied, CancellationToken cancellationToken) => Registry.ExecuteAsync(
        connection, $"UPDATE {_tool}.seals SET is_applied = $2 WHERE lane = $1", [Registry.Number(lane.Id), Registry.Flag(isApplied)], cancellationToken);

    /// <summary>Drops the role of a lane that is not there any more, where it is PgLanes' own, after ending its sessions.</summary>
    /// <exception cref="TemplateException">The role has something in another database; it stays, and is dropped the next time.</exception>
    public async Task DropAsync(NpgsqlConnection connection, int lane, CancellationToken cancellationToken)
    {
        var found = await Registry.ListAsync(
            connection,
            $"SELECT l.number, s.role, EXISTS (SELECT FROM pg_catalog.pg_roles AS r WHERE r.rolname = s.role AND shobj_description(r.oid, 'pg_authid') = l.mark) AS is_own " +
            $"FROM {_tool}.seals AS s JOIN {_tool}.lanes AS l ON l.id = s.lane WHERE s.lane = $1",
            [Registry.Number(lane)], row => (Number: row.GetInt32(0), Role: row.GetString(1), IsOwn: row.GetBoolean(2)), cancellationToken).ConfigureAwait(false);
        if (found.Count == 0) return;
        if (found[0].IsOwn)
        {
            await EndSessionsAsync(connection, found[0].Role, cancellationToken).ConfigureAwait(false);
            await CheckElsewhereAsync(connection, found[0].Number, found[0].Role, cancellationToken).ConfigureAwait(false);
            var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using var _ = transaction.ConfigureAwait(false);
            var quoted = Identifier.Quote(found[0].Role);
            await StatementRunner.ExecuteAsync(connection, $"DROP OWNED BY {quoted}", cancellationToken).ConfigureAwait(false);
            await StatementRunner.ExecuteAsync(connection, $"DROP ROLE {quoted}", cancellationToken).ConfigureAwait(false);
            await ForgetAsync(connection, lane, cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        await ForgetAsync(connection, lane, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Drops the roles of all lanes. The caller has the registry to itself.</summary>
    public async Task DropAllAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var lane in await Registry.ListAsync(connection, $"SELECT lane FROM {_tool}.seals", [], row => row.GetInt32(0), cancellationToken).ConfigureAwait(false))
            await DropAsync(connection, lane, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the sessions of a lane's role, and waits until they are gone.</summary>
    /// <returns>How many there were.</returns>
    public static async Task<int> EndSessionsAsync(NpgsqlConnection connection, string role, CancellationToken cancellationToken)
    {
        var ended = 0;
        for (var deadline = new Deadline(EndPatience); ;)
        {
            var there = (long)(await Registry.ScalarAsync(
                connection,
                "SELECT count(pg_catalog.pg_terminate_backend(a.pid)) FROM pg_catalog.pg_stat_activity AS a WHERE a.usename = $1 AND a.pid <> pg_backend_pid()",
                [Registry.Text(role)], cancellationToken).ConfigureAwait(false))!;
            ended = Math.Max(ended, (int)there);
            if (there == 0 || deadline.IsOver) return ended;
            await Task.Delay(EndPause, cancellationToken).ConfigureAwait(false);
        }
    }

    // What a role has in another database can be dropped only there, and may be somebody's work.
    private static async Task CheckElsewhereAsync(NpgsqlConnection connection, int lane, string role, CancellationToken cancellationToken)
    {
        var databases = await Registry.ListAsync(
            connection,
            "SELECT DISTINCT format('%I', d.datname) FROM pg_catalog.pg_shdepend AS s JOIN pg_catalog.pg_roles AS r ON r.oid = s.refobjid JOIN pg_catalog.pg_database AS d ON d.oid = s.dbid " +
            "WHERE s.refclassid = 'pg_catalog.pg_authid'::regclass AND r.rolname = $1 AND d.datname <> current_database() ORDER BY 1",
            [Registry.Text(role)], row => row.GetString(0), cancellationToken).ConfigureAwait(false);
        if (databases.Count == 0) return;
        var quoted = Identifier.QuoteIfNeeded(role);
        throw new TemplateException(
            $"The role {quoted} of sealed lane {lane} was not dropped, because it owns objects or has rights in another database: {string.Join(", ", databases)}. " +
            $"Connect there and run DROP OWNED BY {quoted} (before that REASSIGN OWNED BY {quoted} TO another role, to keep its objects), then drop the lanes again.")
        {
            LaneNumber = lane,
            ObjectName = role,
        };
    }

    private Task ForgetAsync(NpgsqlConnection connection, int lane, CancellationToken cancellationToken) =>
        Registry.ExecuteAsync(connection, $"DELETE FROM {_tool}.seals WHERE lane = $1", [Registry.Number(lane)], cancellationToken);

    // Roles are the server's, so the name holds the registry's database and schema.
    private string Name(uint oid, int lane)
    {
        var head = Encoding.UTF8.GetByteCount(options.Schema) <= MaxHead ? options.Schema : $"pglanes_{new PoolLocks(options.Schema).LaneClass}";
        return string.Create(CultureInfo.InvariantCulture, $"{head}_{oid}_{lane}");
    }

    private static async Task<(uint Database, bool IsSuperuser, bool MayCreate)> AskAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await Registry.ListAsync(
            connection,
            "SELECT d.oid, r.rolsuper, r.rolsuper OR r.rolcreaterole FROM pg_catalog.pg_database AS d, pg_catalog.pg_roles AS r " +
            "WHERE d.datname = current_database() AND r.rolname = current_user",
            [], row => (row.GetFieldValue<uint>(0), row.GetBoolean(1), row.GetBoolean(2)), cancellationToken).ConfigureAwait(false))[0];

    private static async Task<(bool IsThere, string Comment)> FindAsync(NpgsqlConnection connection, string role, CancellationToken cancellationToken) =>
        (await Registry.ListAsync(
            connection, "SELECT COALESCE(shobj_description(r.oid, 'pg_authid'), '') FROM pg_catalog.pg_roles AS r WHERE r.rolname = $1",
            [Registry.Text(role)], row => (true, row.GetString(0)), cancellationToken).ConfigureAwait(false)).FirstOrDefault((false, ""));

    private static NpgsqlParameter NoTexts() => new() { Value = DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text };

    private TemplateException MayNotCreate(NpgsqlConnection connection, LaneRow lane)
    {
        var role = Identifier.QuoteIfNeeded(new NpgsqlConnectionStringBuilder(connection.ConnectionString).Username!);
        return new TemplateException(
            $"Lane {lane.Number} cannot be sealed, because the role {role} may make no roles; run ALTER ROLE {role} CREATEROLE, or connect as another role.")
        {
            LaneNumber = lane.Number,
            ObjectName = database,
        };
    }

    private static TemplateException Taken(LaneRow lane, string role) => new(
        $"Lane {lane.Number} cannot be sealed: the role \"{role}\" is there and was not made by PgLanes, so it is left alone; rename or drop it.")
    {
        LaneNumber = lane.Number,
        ObjectName = role,
    };
}
