using System.Diagnostics;

namespace PgLanes.Hosting;

/// <summary>A lock between processes, and within one: whoever has the file open has the lock, and a killed holder frees it.</summary>
internal sealed class LockFile : IDisposable
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(20);
    private readonly FileStream _file;

    private LockFile(FileStream file) => _file = file;

    /// <summary>Waits for the lock; throws when <paramref name="timeout"/> has passed.</summary>
    public static async Task<LockFile> AcquireAsync(string path, TimeSpan timeout, CancellationToken cancellationToken)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < timeout;)
        {
            ServerFolder.CreatePrivate(Path.GetDirectoryName(path)!);
            if (TryAcquire(path, FileMode.OpenOrCreate) is { } held) return held;
            await Task.Delay(s_poll, cancellationToken).ConfigureAwait(false);
        }
        throw new HostingException(
            $"Another process has held {path} for {timeout.TotalSeconds:0} s. Wait for it, or end it, then try again.");
    }

    /// <summary>Takes the lock if it is free; null where it is held or the file is not there.</summary>
    public static LockFile? TryAcquire(string path, FileMode mode)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(path, mode, FileAccess.ReadWrite, FileShare.None);
            if (IsStillAt(path, file)) return new LockFile(file);
        }
        catch (IOException) when (file is null)
        {
            return null;
        }
        file.Dispose();
        return null;
    }

    /// <summary>Frees the lock and deletes its file.</summary>
    public void Dispose()
    {
        // Elsewhere than on Windows the file goes while it is still held, so that nobody can lock a file that is about to vanish.
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(_file.Name);
            _file.Dispose();
            return;
        }
        _file.Dispose();
        TryDelete(_file.Name);
    }

    /// <summary>
    /// Whether the opened file is the one that the path names: its last holder may have deleted it between opening and locking.
    /// </summary>
    private static bool IsStillAt(string path, FileStream file)
    {
        if (OperatingSystem.IsWindows()) return true;
        var mark = DateTime.UnixEpoch.AddMicroseconds(Random.Shared.NextInt64(1L << 50));
        File.SetLastWriteTimeUtc(file.SafeFileHandle, mark);
        return File.Exists(path) && File.GetLastWriteTimeUtc(path) == mark;
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (IOException error)
        {
            // The next waiter has it open already, and will delete it in its turn.
            Trace.WriteLine(error.Message);
        }
    }
}
