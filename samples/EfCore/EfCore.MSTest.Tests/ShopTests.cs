using PgLanes;
using PgLanes.MSTest;
using ShopCases;

[assembly: Parallelize(Scope = ExecutionScope.MethodLevel)]

namespace EfCore.MSTest.Tests;

[TestClass]
public sealed class ShopTests : LaneTest<ShopLanes>
{
    public static IEnumerable<object[]> Cases => ShopCase.All.Select(shop => new object[] { shop.Name });

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public async Task Shop(string name)
    {
        var shop = ShopCase.All.Single(shop => shop.Name == name);
        Assert.AreEqual(shop.Answer, await shop.TellAsync(await TestLanes.Of<ShopLanes>().EnterAsync(Lane)));
    }
}

/// <summary>Closes the lanes and the server after the last test.</summary>
[TestClass]
public static class AfterAllTests
{
    [AssemblyCleanup]
    public static async Task CloseAsync() => await TestLanes.Of<ShopLanes>().DisposeAsync();
}
