using Microsoft.EntityFrameworkCore;
using PgLanes.EntityFrameworkCore.Tests.App;
using PgLanes.Xunit;

namespace PgLanes.EntityFrameworkCore.Tests;

/// <summary>A test class in a lane of the shop.</summary>
public abstract class ShopTest<TLanes> : LaneTest<TLanes>
    where TLanes : ShopLanes
{
    protected ShopContext Open() => Open(Lane);

    protected static ShopContext Open(Lane lane) => new(OptionsFor(lane).Options);

    protected static DbContextOptionsBuilder<ShopContext> OptionsFor(Lane lane) =>
        new DbContextOptionsBuilder<ShopContext>().UseNpgsql("Host=nowhere.invalid;Database=production", ShopContext.Configure).UseLane(lane);

    protected async Task<T> AskAsync<T>(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
