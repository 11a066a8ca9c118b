using PgLanes.Inner;

namespace PgLanes.NUnit.Tests;

/// <summary>Twelve fixtures of these tests run in two lanes: some in parallel to others, some also within.</summary>
public abstract class ManyTests : LaneTest<ShopLanes>
{
    [Test]
    public Task Each_test_has_a_lane_for_itself([Range(1, 3)] int round) => LaneUse.TryAsync(Lane, $"{GetType().Name} {round}");
}

[Parallelizable(ParallelScope.Self)]
public sealed class Fixture01Tests : ManyTests;

[Parallelizable(ParallelScope.Self)]
public sealed class Fixture02Tests : ManyTests;

[Parallelizable(ParallelScope.Self)]
public sealed class Fixture03Tests : ManyTests;

[Parallelizable(ParallelScope.Self)]
public sealed class Fixture04Tests : ManyTests;

[Parallelizable(ParallelScope.Children)]
public sealed class Fixture05Tests : ManyTests;

[Parallelizable(ParallelScope.Children)]
public sealed class Fixture06Tests : ManyTests;

[Parallelizable(ParallelScope.All)]
public sealed class Fixture07Tests : ManyTests;

[Parallelizable(ParallelScope.All)]
public sealed class Fixture08Tests : ManyTests;

[Parallelizable(ParallelScope.All)]
public sealed class Fixture09Tests : ManyTests;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class Fixture10Tests : ManyTests;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class Fixture11Tests : ManyTests;

[NonParallelizable]
public sealed class Fixture12Tests : ManyTests;
