using Microsoft.EntityFrameworkCore;
using Npgsql;
using PgLanes.EntityFrameworkCore.Tests.App;
using PgLanes.Tests;

namespace PgLanes.EntityFrameworkCore.Tests;

/// <summary>Contexts in a lane whose session was ended, so that another process may have it.</summary>
public abstract class LostLaneTests<TLanes>(TLanes lanes)
    where TLanes : ShopLanes
{
    [Fact]
    public async Task A_context_says_at_its_next_command_that_its_lane_was_lost()
    {
        var address = await lanes.CreateDatabaseAsync();
        await using var pool = await LanePool.OpenAsync(address, ShopLanes.Shop with { MaxLanes = 1 });
        var lane = await pool.LeaseAsync();
        await using var context = Open(lane);
        await context.Database.OpenConnectionAsync();
        (await context.Customers.CountAsync()).ShouldBe(2);
        await using var source = NpgsqlDataSource.Create(address + ";Pooling=false");
        await using var end = source.CreateCommand($"SELECT pg_terminate_backend({(await pool.GetStatusAsync()).Single().Lease!.Pid}, 5000)");
        await end.ExecuteNonQueryAsync();

        // Noticed by the pulse of the connection that held the lane.
        await Eventually.HoldsAsync("nobody noticed that the lane was lost", async () => !await TryCountAsync(context));
        (await Should.ThrowAsync<LaneLostException>(() => context.Customers.CountAsync())).LaneNumber.ShouldBe(1);
        context.Add(new Entry { Text = "lost" });
        var error = await Should.ThrowAsync<Exception>(() => context.SaveChangesAsync());
        (error as LaneLostException ?? error.InnerException).ShouldBeOfType<LaneLostException>();
        Should.Throw<LaneLostException>(() => Open(lane).Dispose());
        await lane.DisposeAsync();
    }

    [Fact]
    public async Task A_context_of_a_returned_lane_makes_no_connections()
    {
        await using var pool = await LanePool.OpenAsync(await lanes.CreateDatabaseAsync(), ShopLanes.Shop with { MaxLanes = 1 });
        var lane = await pool.LeaseAsync();
        await using var earlier = Open(lane);
        (await earlier.Customers.CountAsync()).ShouldBe(2);
        await lane.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(() => earlier.Customers.CountAsync());
        await using var later = new ShopContext(new DbContextOptionsBuilder<ShopContext>().UseNpgsql(npgsql => npgsql.MapEnum<Priority>("Priority", "app")).UseLane(lane).Options);
        (await Should.ThrowAsync<ObjectDisposedException>(() => later.Customers.CountAsync())).Message.ShouldContain("Lane 1 was returned");
    }

    private static async Task<bool> TryCountAsync(ShopContext context)
    {
        try
        {
            await context.Customers.CountAsync();
            return true;
        }
        catch (LaneLostException)
        {
            return false;
        }
    }

    private static ShopContext Open(Lane lane) =>
        new(new DbContextOptionsBuilder<ShopContext>().UseNpgsql(ShopContext.Configure).UseLane(lane).Options);
}
