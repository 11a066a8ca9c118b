using PgLanes;
using PgLanes.Xunit;

namespace XunitInner.Hosts;

/// <summary>A fixture whose host does not start at first.</summary>
public sealed class SlowHost(ShopLanes lanes) : LaneFixture<ShopLanes>(lanes)
{
    public int Attempts { get; private set; }

    /// <summary>How many are there, whole or half.</summary>
    public int Alive { get; private set; }

    protected override ValueTask OnLeasedAsync(Lane lane, CancellationToken ct)
    {
        Alive++;
        return ++Attempts < 3 ? throw new InvalidOperationException($"The host did not start, attempt {Attempts}.") : ValueTask.CompletedTask;
    }

    protected override ValueTask OnReturningAsync(Lane lane)
    {
        Alive--;
        return Lane == lane && Attempts < 3 ? throw new InvalidOperationException($"The host did not end, attempt {Attempts}.") : ValueTask.CompletedTask;
    }
}

public sealed class HostTests : LaneTest<ShopLanes, SlowHost>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_test_runs_with_a_host_that_started(int round) => Assert.True(Fixture is { Attempts: 3, Alive: 1 }, $"round {round}");
}
