using PgLanes;
using PgLanes.Xunit;
using ShopCases;

[assembly: AssemblyFixture(typeof(ShopLanes))]

namespace EfCore.Xunit.Tests;

/// <summary>A test class in a lane, with the application in it.</summary>
public abstract class ShopTest : LaneTest<ShopLanes>
{
    private ShopClient? _shop;

    protected ShopClient Shop => _shop ?? throw new InvalidOperationException("The shop is there from InitializeAsync on.");

    public override async ValueTask InitializeAsync()
    {
        if (ShopSettings.IsUsualWay)
        {
            var usual = await TestContext.Current.GetFixture<UsualWay>() ?? throw new InvalidOperationException("UsualWay is no assembly fixture.");
            _shop = await usual.StartTestAsync();
            return;
        }

        await base.InitializeAsync();
        _shop = await TestLanes.Of<ShopLanes>().EnterAsync(Lane);
    }
}
