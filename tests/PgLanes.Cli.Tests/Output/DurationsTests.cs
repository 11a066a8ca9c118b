using PgLanes.Cli.Timelines;

namespace PgLanes.Cli.Tests;

public sealed class DurationsTests
{
    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(999.4, "999 ms")]
    [InlineData(999.6, "1.0 s")]
    [InlineData(59_949, "59.9 s")]
    [InlineData(59_960, "1 min 00 s")]
    [InlineData(3_599_600, "1 h 00 min")]
    [InlineData(7_320_000, "2 h 02 min")]
    public void A_duration_is_as_exact_as_people_want_it(double milliseconds, string text) =>
        Durations.Of(TimeSpan.FromMilliseconds(milliseconds)).ShouldBe(text);
}
