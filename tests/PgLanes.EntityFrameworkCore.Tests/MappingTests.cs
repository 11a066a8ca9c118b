using Microsoft.EntityFrameworkCore;
using Npgsql;
using PgLanes.EntityFrameworkCore.Tests.App;

namespace PgLanes.EntityFrameworkCore.Tests;

/// <summary>Contexts whose options are made by one helper, for different mappings.</summary>
public abstract class MappingTests<TLanes> : ShopTest<TLanes>
    where TLanes : ShopLanes
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Contexts_through_one_helper_have_their_own_mappings(bool isInUseLane)
    {
        foreach (var name in new[] { "one", "two", "one" })
        {
            await using var context = Open(isInUseLane, builder => builder.ConnectionStringBuilder.ApplicationName = name);
            (await context.Database.SqlQuery<string>($"SELECT current_setting('application_name') AS \"Value\"").SingleAsync()).ShouldBe(name);
        }

        await using (var context = Open(isInUseLane, builder => builder.MapComposite<Address>("address")))
            (await WriteHomeAsync(context)).ShouldBe(new Address { Street = "Main", City = "Bonn" });
        await using (var context = Open(isInUseLane, _ => { }))
            await Should.ThrowAsync<Exception>(() => WriteHomeAsync(context));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Closures_that_hold_the_same_share_their_connections(bool isInUseLane)
    {
        for (var i = 0; i < 5; i++)
        {
            // As a scope of a request makes its options: each a closure of its own, on objects of its own.
            var (mark, enums, scope) = ($"shared {isInUseLane}", new[] { typeof(OrderState) }, new object());
            await using var context = Open(isInUseLane, builder =>
            {
                foreach (var type in enums) builder.MapEnum(type, "order_state");
                builder.ConnectionStringBuilder.ApplicationName = scope is null ? "" : mark;
            });
            await context.Entries.AnyAsync();
        }

        (await AskAsync<long>($"SELECT count(*) FROM pg_stat_activity WHERE application_name = 'shared {isInUseLane}'")).ShouldBe(1);
    }

    private static async Task<object?> WriteHomeAsync(DbContext context)
    {
        await context.Database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("UPDATE \"Customers\" SET home = $1 WHERE \"Id\" = 1 RETURNING home", (NpgsqlConnection)context.Database.GetDbConnection());
        command.Parameters.Add(new NpgsqlParameter { Value = new Address { Street = "Main", City = "Bonn" } });
        return await command.ExecuteScalarAsync();
    }

    private ShopContext Open(bool isInUseLane, Action<NpgsqlDataSourceBuilder> map) => new(
        (isInUseLane
            ? new DbContextOptionsBuilder<ShopContext>().UseLane(Lane, builder => map(builder))
            : new DbContextOptionsBuilder<ShopContext>().UseNpgsql(npgsql => npgsql.ConfigureDataSource(builder => map(builder))).UseLane(Lane)).Options);
}
