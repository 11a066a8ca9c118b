using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PgLanes.EntityFrameworkCore.Tests.App;
using PgLanes.Tests;

namespace PgLanes.EntityFrameworkCore.Tests;

/// <summary>Contexts of many lanes in one process, at the same time.</summary>
public abstract class ManyLanesTests<TLanes>(TLanes lanes)
    where TLanes : ShopLanes
{
    private const int Lanes = 4;

    [Fact]
    public async Task No_lane_gets_anothers_sql_model_numbers_or_connections()
    {
        await using var pool = await LanePool.OpenAsync(await lanes.CreateDatabaseAsync(), ShopLanes.Shop with { MaxLanes = Lanes });
        await pool.EnsureAsync(Lanes);
        var models = await Task.WhenAll(Enumerable.Range(1, Lanes).Select(async number =>
        {
            await using var lane = await pool.LeaseAsync(number);
            await Parallel.ForEachAsync(Enumerable.Range(0, 4), async (worker, ct) =>
            {
                for (var round = 0; round < 10; round++) await UseAsync(lane, number, worker, round);
            });
            await using var context = Open(lane);
            (await context.Entries.CountAsync()).ShouldBe(40 + 40);
            (await context.Orders.Select(order => order.Total).Distinct().ToListAsync()).ShouldBe([number]);
            (await context.Tickets.Select(ticket => ticket.Id).ToListAsync()).Order().ShouldBe(Enumerable.Range(1, 40).Select(id => (long)id));
            return context.Model;
        }));
        models.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task More_lanes_than_EF_Core_allows_service_providers_share_one()
    {
        await using var pool = await LanePool.OpenAsync(await lanes.CreateDatabaseAsync(), ShopLanes.Shop with { MaxLanes = 2 });
        var models = new HashSet<object>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < 25; i++)
        {
            await using var lane = await pool.LeaseAsync();
            // A closure of its own each time, as in a method that makes options.
            var name = $"{i}";
            await using var context = new ShopContext(new DbContextOptionsBuilder<ShopContext>()
                .UseNpgsql(npgsql => ShopContext.Configure(npgsql.ConfigureDataSource(builder => builder.Name = name))).UseLane(lane).Options);
            (await context.Orders.CountAsync(order => order.State == OrderState.Open)).ShouldBe(0);
            models.Add(context.Model);
        }

        models.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_connections_of_a_lane_are_closed_with_it()
    {
        var address = await lanes.CreateDatabaseAsync();
        await using var pool = await LanePool.OpenAsync(address, ShopLanes.Shop with { MaxLanes = 1 });
        await using (var lane = await pool.LeaseAsync())
        {
            for (var i = 0; i < 3; i++)
            {
                await using var context = Open(lane);
                await context.Orders.AnyAsync();
            }

            await ShouldHaveSessionsAsync(address, lane.Name, 1);
        }

        await ShouldHaveSessionsAsync(address, "test_worker_1", 0);
    }

    [Fact]
    public async Task Contexts_work_in_a_lane_that_is_a_database()
    {
        await using var pool = await LanePool.OpenAsync(await lanes.CreateDatabaseAsync(), ShopLanes.Shop with { MaxLanes = 2, Kind = LaneKind.Database });
        await using var first = await pool.LeaseAsync();
        await using var second = await pool.LeaseAsync();
        await UseAsync(first, 1, 0, 0);
        await UseAsync(second, 2, 0, 0);
        await using var context = Open(second);
        (await context.Orders.SingleAsync()).Total.ShouldBe(2);
        (await context.Database.GetAppliedMigrationsAsync()).ShouldBe(["20260101000000_Start"]);
    }

    [Fact]
    public async Task One_service_provider_gives_each_scope_the_lane_of_its_test()
    {
        await using var pool = await LanePool.OpenAsync(await lanes.CreateDatabaseAsync(), ShopLanes.Shop with { MaxLanes = 2 });
        Lane? current = null;
        var services = new ServiceCollection();
        services.AddDbContext<ShopContext>(options => options.UseNpgsql("Host=nowhere.invalid;Database=production", ShopContext.Configure));
        services.ConfigureDbContext<ShopContext>((_, options) => options.UseLane(current!));
        await using var provider = services.BuildServiceProvider();
        for (var round = 0; round < 2; round++)
        {
            foreach (var number in new[] { 1, 2 })
            {
                await using var lane = await pool.LeaseAsync(number);
                current = lane;
                await using var scope = provider.CreateAsyncScope();
                await UseAsync(lane, number, 0, 0);
                var context = scope.ServiceProvider.GetRequiredService<ShopContext>();
                (await context.Orders.SingleAsync(order => order.State == OrderState.Paid)).Total.ShouldBe(number);
            }
        }
    }

    private static async Task UseAsync(Lane lane, int number, int worker, int round)
    {
        await using var context = Open(lane);
        context.Add(new Order { CustomerId = 1, State = OrderState.Paid, Priority = Priority.High, Total = number });
        context.Add(new Ticket { Text = $"{worker} {round}" });
        context.Add(new Entry { Text = lane.Name });
        await context.SaveChangesAsync();
        (await context.Entries.AnyAsync(entry => entry.Text != lane.Name && !entry.Text.StartsWith("order"))).ShouldBeFalse();
        (await context.Customers.FromSql($"SELECT * FROM app.\"Customers\" WHERE \"Id\" = {1}").Include(c => c.Orders).SingleAsync())
            .Orders.ShouldAllBe(order => order.Total == number);
    }

    private static ShopContext Open(Lane lane) =>
        new(new DbContextOptionsBuilder<ShopContext>().UseNpgsql(ShopContext.Configure).UseLane(lane).Options);

    // The server notices a closed connection a moment later.
    private static async Task ShouldHaveSessionsAsync(string address, string lane, long expected)
    {
        await using var source = NpgsqlDataSource.Create(address + ";Pooling=false");
        // The keeper's own queries name no table of the model.
        await using var command = source.CreateCommand(
            $"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%{lane}.\"Orders\"%' AND pid <> pg_backend_pid()");
        await Eventually.HoldsAsync($"there are not {expected} sessions", async () => (long)(await command.ExecuteScalarAsync())! == expected);
    }
}
