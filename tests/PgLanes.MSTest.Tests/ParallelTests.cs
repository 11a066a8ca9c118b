using PgLanes.Inner;

namespace PgLanes.MSTest.Tests;

/// <summary>Twelve classes of these tests run in two lanes, each method in parallel to any other.</summary>
public abstract class ManyTests : LaneTest<ShopLanes>
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public Task Each_test_has_a_lane_for_itself(int round) => LaneUse.TryAsync(Lane, $"{GetType().Name} {round}");
}

[TestClass]
public sealed class Class01Tests : ManyTests;

[TestClass]
public sealed class Class02Tests : ManyTests;

[TestClass]
public sealed class Class03Tests : ManyTests;

[TestClass]
public sealed class Class04Tests : ManyTests;

[TestClass]
public sealed class Class05Tests : ManyTests;

[TestClass]
public sealed class Class06Tests : ManyTests;

[TestClass]
public sealed class Class07Tests : ManyTests;

[TestClass]
public sealed class Class08Tests : ManyTests;

[TestClass]
public sealed class Class09Tests : ManyTests;

[TestClass]
public sealed class Class10Tests : ManyTests;

[TestClass]
public sealed class Class11Tests : ManyTests;

[TestClass]
[DoNotParallelize]
public sealed class Class12Tests : ManyTests;
