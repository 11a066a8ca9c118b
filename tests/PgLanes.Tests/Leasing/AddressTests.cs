using Npgsql;
using PgLanes.Leasing;

namespace PgLanes.Tests;

public sealed class AddressTests(Servers servers)
{
    [Theory]
    [InlineData("postgres://u:p%40ss@h:5433/d", "h", 5433, "d", "u", "p@ss")]
    [InlineData("postgresql://u@h", "h", 5432, "u", "u", null)]
    [InlineData("postgres://u:p@[::1]:99/my%20db", "::1", 99, "my db", "u", "p")]
    [InlineData("postgres:///d?host=/run/pg&port=7&user=x", "/run/pg", 7, "d", "x", null)]
    [InlineData("postgres://u@%2Frun%2Fpg/d", "/run/pg", 5432, "d", "u", null)]
    [InlineData("Host=h;Port=1;Database=d;Username=u;Password=p", "h", 1, "d", "u", "p")]
    public void Both_forms_of_a_connection_are_read(string text, string host, int port, string database, string user, string? password)
    {
        var parsed = ConnectionText.Parse(text);
        (parsed.Host, parsed.Port, parsed.Database, parsed.Username, parsed.Password).ShouldBe((host, port, database, user, password));
    }

    [Theory]
    [InlineData("postgres://u@h/d?sslmode=perhaps", "sslmode")]
    [InlineData("postgres://u@h/d?colour=red", "colour")]
    [InlineData("postgres://u@h:x/d", "port")]
    public void What_is_not_understood_in_a_url_is_named(string url, string part) =>
        Should.Throw<ArgumentException>(() => ConnectionText.Parse(url)).Message.ShouldContain(part);

    [Theory]
    [InlineData("plain_{0}")]
    [InlineData("With Space {0}")]
    [InlineData("quote\"d {0}")]
    [InlineData("comma, {0}")]
    [InlineData("back\\slash {0}")]
    [InlineData("per%cent & plus+ {0}")]
    [InlineData("it's {0}")]
    public async Task Every_address_reaches_the_lane_whatever_its_name(string format)
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using var pool = await LanePool.OpenAsync(database.ForLibpq(), new LanePoolOptions { MaxLanes = 1, NameFormat = format });
        await using var lane = await pool.LeaseAsync();
        (await lane.DataSource.CreateCommand("SELECT current_schema()").ExecuteScalarAsync()).ShouldBe(lane.Name);
        (await Psql.AskAsync(lane.Address.Url, "SELECT current_schema()")).ShouldBe(lane.Name);
        (await Psql.AskAsync(database.ForLibpq(), "SELECT current_schema()", ("PGOPTIONS", lane.Address.PgOptions))).ShouldBe(lane.Name);
        await using var again = NpgsqlDataSource.Create(ConnectionText.Parse(lane.Address.Url).ConnectionString + ";Pooling=false");
        (await again.CreateCommand("SELECT current_schema()").ExecuteScalarAsync()).ShouldBe(lane.Name);
        (await again.CreateCommand("SELECT pglanes.lane()").ExecuteScalarAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_lane_is_reached_by_the_socket_that_the_template_is_reached_by()
    {
        if (OperatingSystem.IsWindows()) return;
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        var bySocket = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Host = database.Server.SocketDirectory.ShouldNotBeNull() };
        await using var pool = await LanePool.OpenAsync(bySocket.ConnectionString, new LanePoolOptions { MaxLanes = 1 });
        await using var lane = await pool.LeaseAsync();
        const string Ask = "SELECT current_schema() || coalesce(inet_client_addr()::text, ' by socket')";
        (await lane.DataSource.CreateCommand(Ask).ExecuteScalarAsync()).ShouldBe("test_worker_1 by socket");
        (await Psql.AskAsync(lane.Address.Url, Ask)).ShouldBe("test_worker_1 by socket");
        await lane.ResetAsync();
    }

    [Theory]
    [InlineData("localhost", false)]
    [InlineData("a,b", false)]
    [InlineData("/run/postgresql", true)]
    [InlineData("@abstract", true)]
    [InlineData("localhost, /run/postgresql", true)]
    [InlineData(null, false)]
    public void A_host_with_a_slash_or_an_at_sign_is_a_socket(string? hosts, bool isSocket) => ConnectionText.NamesSocket(hosts).ShouldBe(isSocket);

    [Fact]
    public async Task The_script_makes_a_lane_under_psql()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using var pool = await SharedPoolTests.OpenAsync(database);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, await pool.ScriptAsync());
        await database.RunFileAsync(file);
        File.Delete(file);
        (await database.ScalarAsync<long>("SELECT count(*) FROM test_worker_1.orders")).ShouldBe(0);
        (await SharedPoolTests.SchemasAsync(database)).ShouldBe(["public", "test_worker_1"]);
    }
}
