using System.Globalization;
using Npgsql;

namespace PgLanes.Leasing;

/// <summary>How those who hold lanes learn that the template is another one by now: whoever finds that says it on a channel of the server, which reaches
/// the connections that hold lanes at once, or with their next pulse.</summary>
internal sealed class TemplateNews(LanePoolOptions options)
{
    private readonly string _channel = string.Create(CultureInfo.InvariantCulture, $"pglanes_{new PoolLocks(options.Schema).LaneClass}");

    /// <summary>Returns the statement that has a session listen.</summary>
    public string Listening => $"LISTEN {_channel}";

    /// <summary>Tells those who hold lanes of other versions of the template that this one is the current. One round trip.</summary>
    public Task TellAsync(NpgsqlConnection connection, int template, int version, CancellationToken cancellationToken) => Registry.ExecuteAsync(
        connection,
        $"SELECT pg_catalog.pg_notify($1, $2) WHERE EXISTS (SELECT FROM {Sql.Identifier.Quote(options.Schema)}.lanes AS l WHERE l.template = $3 AND l.version <> $4)",
        [Registry.Text(_channel), Registry.Text(Write(template, version)), Registry.Number(template), Registry.Number(version)], cancellationToken);

    /// <summary>Whether <paramref name="news"/> says that a template has another version than the one that lanes were made of; null where it is about something else.</summary>
    public bool? IsOther(NpgsqlNotificationEventArgs news, int template, int version)
    {
        if (news.Channel != _channel || !news.Payload.StartsWith($"{template} ", StringComparison.Ordinal)) return null;
        return news.Payload != Write(template, version);
    }

    private static string Write(int template, int version) => string.Create(CultureInfo.InvariantCulture, $"{template} {version}");
}
