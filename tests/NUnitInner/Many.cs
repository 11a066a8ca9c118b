using PgLanes.Inner;
using PgLanes.NUnit;

namespace NUnitInner.Many;

/// <summary>Six fixtures of these tests run in parallel.</summary>
public abstract class ManyTests : LaneTest<ShopLanes>
{
    [Test]
    public async Task Each_test_has_a_lane_for_itself([Range(1, 3)] int round)
    {
        await LaneUse.MeetAsync();
        await LaneUse.TryAsync(Lane, $"{GetType().Name} {round}");
        await TestContext.Out.WriteLineAsync($"lane {Lane.Number}");
    }
}

[Parallelizable(ParallelScope.Self)]
public sealed class Fixture1Tests : ManyTests;

[Parallelizable(ParallelScope.Self)]
public sealed class Fixture2Tests : ManyTests;

[Parallelizable(ParallelScope.Children)]
public sealed class Fixture3Tests : ManyTests;

[Parallelizable(ParallelScope.Children)]
public sealed class Fixture4Tests : ManyTests;

[Parallelizable(ParallelScope.All)]
public sealed class Fixture5Tests : ManyTests;

[Parallelizable(ParallelScope.All)]
public sealed class Fixture6Tests : ManyTests;
