using Npgsql;

namespace PgLanes.Tests;

/// <summary>One lane for all tests of a class that leave it as they found it.</summary>
public sealed class ResetLane(Servers servers) : IAsyncLifetime
{
    private const string Template = """
        CREATE TABLE notes (id serial PRIMARY KEY, body text);
        CREATE TABLE countries (code text PRIMARY KEY, name text UNIQUE);
        CREATE TABLE cities (id serial PRIMARY KEY, country text REFERENCES countries DEFERRABLE, name text);
        CREATE TABLE laws (id integer PRIMARY KEY, text text);
        CREATE TABLE events (day date NOT NULL, what text) PARTITION BY RANGE (day);
        CREATE TABLE events_old PARTITION OF events FOR VALUES FROM ('2000-01-01') TO ('2020-01-01');
        CREATE TABLE events_new PARTITION OF events DEFAULT;
        CREATE TABLE vehicles (id integer, wheels integer);
        CREATE TABLE lorries (load integer) INHERITS (vehicles);
        CREATE SEQUENCE numbers START 100;
        INSERT INTO countries VALUES ('de', 'Germany'), ('fr', 'France'), ('aq', 'Antarctica');
        INSERT INTO cities (country, name) VALUES ('de', 'Ulm'), ('fr', 'Lyon');
        INSERT INTO laws VALUES (1, 'one'), (2, 'two');
        INSERT INTO events VALUES ('2010-01-01', 'old'), ('2024-01-01', 'new');
        INSERT INTO vehicles VALUES (1, 4);
        INSERT INTO lorries VALUES (2, 6, 1000);
        SELECT setval('numbers', 150);
        CREATE FUNCTION forbid() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'forbidden'; END $$;
        CREATE TRIGGER kept BEFORE DELETE ON laws FOR EACH ROW EXECUTE FUNCTION forbid();
        CREATE TRIGGER not_emptied BEFORE TRUNCATE ON laws EXECUTE FUNCTION forbid();
        CREATE MATERIALIZED VIEW city_names AS SELECT name FROM cities;
        """;

    private TestDatabase? _database;
    private LanePool? _pool;
    private Lane? _lane;
    private NpgsqlConnection? _session;

    public async ValueTask InitializeAsync()
    {
        _database = await servers.CreateDatabaseAsync();
        await _database.ExecuteAsync(Template);
        _pool = await LanePool.OpenAsync(_database.ConnectionString, new LanePoolOptions { MaxLanes = 1 });
        _lane = await _pool.LeaseAsync();
        _session = await _lane.DataSource.OpenConnectionAsync();
    }

    /// <summary>Asserts that what <paramref name="sql"/> does can be seen, and cannot after each kind of reset.</summary>
    public async Task ShouldUndoAsync(string sql)
    {
        var before = await LaneContents.ReadAsync(_session!);
        foreach (var reset in new Func<Task>[] { () => _lane!.ResetAsync(), () => ExecuteAsync("SELECT pglanes.reset()") })
        {
            await ExecuteAsync(sql);
            (await LaneContents.ReadAsync(_session!)).Where(left => before[left.Key] != left.Value).ShouldNotBeEmpty();
            await reset();
            (await LaneContents.ReadAsync(_session!)).ShouldBe(before, ignoreOrder: true);
        }
    }

    /// <summary>Resets on the connection that holds the lease; returns how many tables were restored.</summary>
    public async Task<int> ResetAsync() => (await _lane!.ResetAsync()).Tables;

    /// <summary>A connection that is on the template and not on the lane; the caller disposes it.</summary>
    public Task<NpgsqlConnection> OpenTemplateAsync() => _database!.OpenAsync();

    public async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _session);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _session);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_session is not null) await _session.DisposeAsync();
        if (_lane is not null) await _lane.DisposeAsync();
        if (_pool is not null) await _pool.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }
}
