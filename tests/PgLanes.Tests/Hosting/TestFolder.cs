namespace PgLanes.Tests;

/// <summary>A temporary folder of one test that every user may pass through, whatever user a server runs as.</summary>
internal sealed class TestFolder : IDisposable
{
    public TestFolder() => Directory.CreateDirectory(Path);

    public string Path { get; } = NewPath();

    public static string NewPath() => System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"pgl-{Guid.NewGuid().ToString("N")[..12]}");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
