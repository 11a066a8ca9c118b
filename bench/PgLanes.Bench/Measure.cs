using System.Diagnostics;

namespace PgLanes.Bench;

/// <summary>Measures by wall clock; every figure is a median.</summary>
internal static class Measure
{
    public static async Task<double> MedianAsync(int times, Func<int, Task> work, Func<int, Task>? before = null)
    {
        var milliseconds = new List<double>(times);
        for (var i = 0; i < times; i++)
        {
            if (before is not null) await before(i);
            milliseconds.Add(await OnceAsync(() => work(i)));
        }

        return Median(milliseconds);
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    public static async Task<double> OnceAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>Prints a row of a Markdown table.</summary>
    public static void Row(params object[] cells) =>
        Console.WriteLine($"| {string.Join(" | ", cells.Select(cell => cell is double number ? number.ToString(number < 10 ? "F2" : "F0") : $"{cell}"))} |");

    public static void Head(params string[] cells)
    {
        Row([.. cells]);
        Row([.. cells.Select(_ => "---")]);
    }
}
