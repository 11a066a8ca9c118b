using System.Diagnostics;

namespace PgLanes.Tests;

/// <summary>Asks until something is so that others bring about: a server, another process, a task in the background.</summary>
internal static class Eventually
{
    // Long for a machine under load; whoever is asked answers in milliseconds where it is idle.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    /// <summary>Returns once it is so, and fails with <paramref name="what"/> after a minute.</summary>
    public static Task HoldsAsync(string what, Func<Task<bool>> isSo) => HoldsAsync(() => what, isSo);

    /// <summary>The same with what is known only by then.</summary>
    public static async Task HoldsAsync(Func<string> what, Func<Task<bool>> isSo)
    {
        for (var watch = Stopwatch.StartNew(); !await isSo(); await Task.Delay(20))
            watch.Elapsed.ShouldBeLessThan(s_patience, what());
    }

    /// <summary>The same of what SQL tells.</summary>
    public static Task HoldsAsync(string what, TestDatabase database, string condition) =>
        HoldsAsync(what, () => database.ScalarAsync<bool>($"SELECT {condition}"));
}
