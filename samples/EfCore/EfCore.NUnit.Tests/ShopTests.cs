using PgLanes;
using PgLanes.NUnit;
using ShopCases;

namespace EfCore.NUnit.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class ShopTests : LaneTest<ShopLanes>
{
    public static IEnumerable<TestCaseData> Cases => ShopCase.All.Select(shop => new TestCaseData(shop).SetArgDisplayNames(shop.Name));

    [TestCaseSource(nameof(Cases))]
    public async Task Shop(ShopCase shop) =>
        Assert.That(await shop.TellAsync(await TestLanes.Of<ShopLanes>().EnterAsync(Lane)), Is.EqualTo(shop.Answer));
}

/// <summary>Closes the lanes and the server after the last test.</summary>
[SetUpFixture]
public sealed class AfterAllTests
{
    [OneTimeTearDown]
    public async Task CloseAsync() => await TestLanes.Of<ShopLanes>().DisposeAsync();
}
