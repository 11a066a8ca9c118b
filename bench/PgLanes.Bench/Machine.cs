using System.Runtime.InteropServices;

namespace PgLanes.Bench;

internal static class Machine
{
    public static void Print(BenchServer server)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        Console.WriteLine(
            $"{Environment.ProcessorCount} cores, {memory:F0} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, " +
            $"PostgreSQL {server.Version}, fsync {(server.IsDurable ? "on" : "off")}, {DateTime.UtcNow:yyyy-MM-dd}");
        Console.WriteLine();
    }
}
