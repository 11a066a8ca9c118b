using System.Text;

namespace PgLanes.Cli.Output;

/// <summary>A file that is written at the end, and opened at the beginning: one that cannot be written is told before anything is done for it,
/// and no report of another time is taken for this one.</summary>
internal sealed class ReportFile : IAsyncDisposable
{
    private readonly StreamWriter _writer;

    private ReportFile(StreamWriter writer) => _writer = writer;

    /// <summary>Returns null where no file is wanted.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public static ReportFile? Open(string? path, string option)
    {
        if (path is null) return null;
        try
        {
            return new ReportFile(new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"{option} names a file that cannot be written: {error.Message}");
        }
    }

    public void Write(string text) => _writer.Write(text);

    public void Write(RunDocument document) => Json.Write(_writer, document, context => context.RunDocument);

    public ValueTask DisposeAsync() => _writer.DisposeAsync();
}
