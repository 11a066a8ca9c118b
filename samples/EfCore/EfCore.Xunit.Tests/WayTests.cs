using PgLanes;
using ShopCases;

namespace EfCore.Xunit.Tests;

/// <summary>The switch does what it says.</summary>
public sealed class WayTests : ShopTest
{
    [Fact]
    public void A_class_has_a_lane_unless_the_tests_run_the_usual_way()
    {
        if (ShopSettings.IsUsualWay) Should.Throw<InvalidOperationException>(() => Lane);
        else Lane.Kind.ShouldBe(LaneKind.Schema);
    }

    [Fact]
    public void Classes_run_in_parallel_unless_the_tests_run_the_usual_way() =>
        TestContext.Current.TestCollection!.TestCollectionDisplayName.Contains(nameof(WayTests), StringComparison.Ordinal).ShouldBe(!ShopSettings.IsUsualWay);
}
