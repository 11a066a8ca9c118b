using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PgLanes.Cli.Output;

/// <summary>Writes documents for programs: to standard output, alone, or to a file.</summary>
internal static class Json
{
    // Not for a browser: a schema's name stays as people write it.
    private static readonly JsonContext s_context = new(new JsonSerializerOptions(JsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static void Write<T>(T document, Func<JsonContext, JsonTypeInfo<T>> type) =>
        Write(Console.Out, document, type);

    public static void Write<T>(TextWriter writer, T document, Func<JsonContext, JsonTypeInfo<T>> type) =>
        writer.WriteLine(JsonSerializer.Serialize(document, type(s_context)));

    /// <summary>Milliseconds to the microsecond.</summary>
    public static double Milliseconds(TimeSpan duration) => Math.Round(duration.TotalMilliseconds, 3);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(UpDocument))]
[JsonSerializable(typeof(ResetDocument))]
[JsonSerializable(typeof(VerifyDocument))]
[JsonSerializable(typeof(StatusDocument))]
[JsonSerializable(typeof(ScriptDocument))]
[JsonSerializable(typeof(DoctorDocument))]
[JsonSerializable(typeof(RunDocument))]
[JsonSerializable(typeof(DownDocument))]
[JsonSerializable(typeof(ServerDocument))]
[JsonSerializable(typeof(ServerStopDocument))]
[JsonSerializable(typeof(BinariesDocument))]
[JsonSerializable(typeof(SortedDictionary<string, string>))]
internal sealed partial class JsonContext : JsonSerializerContext;
