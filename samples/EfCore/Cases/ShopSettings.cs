namespace ShopCases;

/// <summary>What the environment says about a run of the tests.</summary>
public static class ShopSettings
{
    /// <summary>The connection string of an empty database, or of one that an earlier run filled. Without it the tests start a PostgreSQL of their own.</summary>
    public static string? Server { get; } = Environment.GetEnvironmentVariable("SHOP_SERVER");

    /// <summary>How many lanes there are.</summary>
    public static int Lanes { get; } = int.TryParse(Environment.GetEnvironmentVariable("SHOP_LANES"), out var lanes) && lanes > 0 ? lanes : Environment.ProcessorCount;

    /// <summary>Whether the tests of xUnit share one database instead (<c>SHOP_LANES=0</c>).</summary>
    public static bool IsUsualWay { get; } = Environment.GetEnvironmentVariable("SHOP_LANES") == "0";
}
