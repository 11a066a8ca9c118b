using System.Collections.Concurrent;
using PgLanes.Inner;
using PgLanes.MSTest;

namespace MSTestInner.Many;

/// <summary>Six classes of these tests run in parallel, at the level that the outer tests ask for.</summary>
public abstract class ManyTests : LaneTest<ShopLanes>
{
    private static readonly bool _isClassLevel = Environment.GetEnvironmentVariable("INNER_SCOPE") == "ClassLevel";
    private static readonly ConcurrentDictionary<string, int> _running = new();

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public async Task Each_test_has_a_lane_for_itself(int round)
    {
        var isAlone = _running.TryAdd(GetType().Name, round);
        if (_isClassLevel && !isAlone) Assert.Fail($"Another test of {GetType().Name} runs at the same time.");
        await LaneUse.MeetAsync();
        await LaneUse.TryAsync(Lane, $"{GetType().Name} {round}");
        _running.TryRemove(GetType().Name, out _);
        TestContext.WriteLine($"lane {Lane.Number}");
    }
}

[TestClass]
public sealed class Class1Tests : ManyTests;

[TestClass]
public sealed class Class2Tests : ManyTests;

[TestClass]
public sealed class Class3Tests : ManyTests;

[TestClass]
public sealed class Class4Tests : ManyTests;

[TestClass]
public sealed class Class5Tests : ManyTests;

[TestClass]
public sealed class Class6Tests : ManyTests;
