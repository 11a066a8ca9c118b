using System.Diagnostics;
using PgLanes.Hosting;

namespace PgLanes.Tests;

/// <summary>Looks at, and kills, the real processes of a server.</summary>
internal static class ServerProcesses
{
    /// <summary>The ids of all processes that work in a data folder.</summary>
    public static IReadOnlyList<int> Of(string dataFolder) =>
        [.. Process.GetProcessesByName("postgres").Select(process => process.Id).Where(id => WorkingFolderOf(id) == dataFolder)];

    /// <summary>Kills the server without giving it time for anything, and waits until it is gone.</summary>
    public static async Task KillAsync(PrivateServer server)
    {
        foreach (var id in Of(server.DataDirectory)) Unix.Signal(id, Unix.Kill);
        await Eventually.HoldsAsync("the server that was killed is still there", () => Task.FromResult(Postmaster.Find(server.DataDirectory) is null));
    }

    private static string? WorkingFolderOf(int processId)
    {
        try
        {
            return new FileInfo($"/proc/{processId}/cwd").LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
