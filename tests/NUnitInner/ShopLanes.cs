using System.Globalization;
using PgLanes;

[assembly: LevelOfParallelism(2)]

namespace NUnitInner;

/// <summary>The pool, as the outer tests ask for it.</summary>
[SetUpFixture]
public sealed class ShopLanes() : TestLanes(Environment.GetEnvironmentVariable("INNER_DATABASE"), new LanePoolOptions
{
    MaxLanes = int.Parse(Environment.GetEnvironmentVariable("INNER_LANES") ?? "2", CultureInfo.InvariantCulture),
    LeaseTimeout = TimeSpan.FromSeconds(120),
});
