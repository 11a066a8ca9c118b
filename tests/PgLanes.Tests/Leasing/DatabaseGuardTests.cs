using Npgsql;
using PgLanes.Leasing;

namespace PgLanes.Tests;

public sealed class DatabaseGuardTests(Servers servers)
{
    [Theory]
    [InlineData("shop", "localhost", true)]
    [InlineData("products", "127.0.0.1", true)]
    [InlineData("livestock", "delivery.example.com", true)]
    [InlineData("shop_prod", "localhost", false)]
    [InlineData("Production", "localhost", false)]
    [InlineData("prod2", "localhost", false)]
    [InlineData("shop-live", "localhost", false)]
    [InlineData("shop", "db1.prod.example.com", false)]
    [InlineData("shop", "db1,db-prd-2", false)]
    public void A_database_that_looks_like_production_is_refused(string database, string host, bool isAllowed) =>
        Allows(database, host, new LanePoolOptions()).ShouldBe(isAllowed);

    [Theory]
    [InlineData("shop_test", true)]
    [InlineData("SHOP_TEST", true)]
    [InlineData("shop", false)]
    [InlineData("live", true)]
    public void Only_databases_that_are_allowed_by_name_are_taken_where_any_are(string database, bool isAllowed) =>
        Allows(database, "prod", new LanePoolOptions { AllowedDatabases = ["*_test", "live"] }).ShouldBe(isAllowed);

    [Fact]
    public void Any_database_is_taken_by_who_says_so() =>
        Allows("production", "prod", new LanePoolOptions { AllowAnyDatabase = true, AllowedDatabases = ["other"] }).ShouldBeTrue();

    [Fact]
    public async Task A_refusal_comes_before_anything_is_asked_of_the_server_and_names_the_way_out()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        var options = new LanePoolOptions { AllowedDatabases = ["nothing"] };
        var refused = await Should.ThrowAsync<UnsafeDatabaseException>(() => LanePool.OpenAsync(database.ConnectionString, options));
        refused.Message.ShouldContain("AllowedDatabases");
        refused.Message.ShouldContain("--i-know-this-is-not-a-test-database");
        await Should.ThrowAsync<UnsafeDatabaseException>(() => LanePool.DropAllAsync(database.ConnectionString, options));
        await Should.ThrowAsync<UnsafeDatabaseException>(() => LanePool.OpenAsync("postgres://me@127.0.0.1:1/prod"));
        (await SharedPoolTests.SchemasAsync(database)).ShouldBe(["public"]);
    }

    [Fact]
    public void A_standby_is_refused_whatever_it_is_called()
    {
        var server = new NpgsqlConnectionStringBuilder("Host=replica;Database=shop");
        Should.Throw<UnsafeDatabaseException>(() => DatabaseGuard.Check(server, ServerFacts.Unknown with { IsStandby = true })).Message.ShouldContain("standby");
    }

    private static bool Allows(string database, string host, LanePoolOptions options)
    {
        try
        {
            DatabaseGuard.Check(new NpgsqlConnectionStringBuilder { Host = host, Database = database }, options);
            return true;
        }
        catch (UnsafeDatabaseException error)
        {
            return error.Message.Length == 0;
        }
    }
}
