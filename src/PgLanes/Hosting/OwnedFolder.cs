using System.Diagnostics;
using System.Text.Json;

namespace PgLanes.Hosting;

/// <summary>A server's folder that belongs to this process: it says so by a held lock and by a record of the process.</summary>
/// <remarks>The lock also tells between containers that share a temporary folder, where process ids mean nothing;
/// the record also tells where the file system has no locks. A folder counts as abandoned only if both agree.</remarks>
internal sealed class OwnedFolder : IAsyncDisposable
{
    private static readonly TimeSpan s_creationGrace = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_clockTolerance = TimeSpan.FromSeconds(5);
    private readonly LockFile _lock;
    private readonly string _binaryFolder;

    private OwnedFolder(ServerFolder folder, LockFile held, string binaryFolder)
    {
        (Folder, _lock) = (folder, held);
        _binaryFolder = binaryFolder;
    }

    public ServerFolder Folder { get; }

    public static OwnedFolder Create(string servers, string binaryFolder)
    {
        while (true)
        {
            ServerFolder.CreatePrivate(servers);
            var folder = new ServerFolder(Path.Combine(servers, $"s-{Guid.NewGuid().ToString("N")[..12]}"));
            ServerFolder.CreatePrivate(folder.Path);
            // Whoever cleans up may look at the file in the instant before it is locked: then take another folder.
            if (LockFile.TryAcquire(LockOf(folder.Path), FileMode.CreateNew) is not { } held) continue;
            File.WriteAllText(RecordOf(folder.Path), JsonSerializer.Serialize(OwnerRecord.OfThisProcess(binaryFolder)));
            return new OwnedFolder(folder, held, binaryFolder);
        }
    }

    /// <summary>
    /// Stops and deletes the servers whose owner is dead. One that another process cleans up, or still creates, is left alone.
    /// </summary>
    public static async Task CleanUpAbandonedAsync(string servers)
    {
        if (!Directory.Exists(servers)) return;
        foreach (var path in Directory.GetDirectories(servers, "s-*"))
        {
            var record = ReadRecord(path);
            if (record is null && DateTime.UtcNow - Directory.GetCreationTimeUtc(path) < s_creationGrace) continue;
            if (record is not null && record.IsAlive(s_clockTolerance)) continue;
            if (!Directory.Exists(path) || LockFile.TryAcquire(LockOf(path), FileMode.OpenOrCreate) is not { } held) continue;
            await using var abandoned = new OwnedFolder(new ServerFolder(path), held, record?.BinaryFolder ?? "").ConfigureAwait(false);
        }
    }

    /// <summary>Stops the server, deletes the folder, and frees the lock last.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Postmaster.Find(Folder.Data) is { } postmaster) await postmaster.StopAsync(_binaryFolder).ConfigureAwait(false);
        Postmaster.KillStrays(Folder.Data);
        await Folder.DeleteRunAsync().ConfigureAwait(false);
        File.Delete(RecordOf(Folder.Path));
        _lock.Dispose();
        await ServerFolder.DeleteAsync(Folder.Path).ConfigureAwait(false);
        ServerFolder.DeleteIfEmpty(Path.GetDirectoryName(Folder.Path)!);
    }

    private static string LockOf(string folder) => Path.Combine(folder, "owner.lock");

    private static string RecordOf(string folder) => Path.Combine(folder, "owner.json");

    private static OwnerRecord? ReadRecord(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<OwnerRecord>(File.ReadAllText(RecordOf(folder)));
        }
        catch (Exception error) when (error is IOException or JsonException)
        {
            // Not there yet, or not written whole: its owner is creating or deleting the folder, or was killed in that moment.
            return null;
        }
    }
}

/// <summary>Which process a server belongs to. The start time tells it from a later process with the same id.</summary>
internal sealed record OwnerRecord(int ProcessId, DateTime Started, string BinaryFolder)
{
    public static OwnerRecord OfThisProcess(string binaryFolder)
    {
        using var process = Process.GetCurrentProcess();
        return new(process.Id, process.StartTime.ToUniversalTime(), binaryFolder);
    }

    public bool IsAlive(TimeSpan tolerance)
    {
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            return !process.HasExited && (process.StartTime.ToUniversalTime() - Started).Duration() < tolerance;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
