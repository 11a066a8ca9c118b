using System.Globalization;
using Npgsql;

namespace PgLanes.Leasing;

/// <summary>Reads both forms of a connection: libpq's URL and Npgsql's string. Pure.</summary>
internal static class ConnectionText
{
    /// <exception cref="ArgumentException">The text is neither, or has a part that is not understood. The message holds no password.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        var builder = text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase)
            ? FromUrl(text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..])
            : new NpgsqlConnectionStringBuilder(text);
        if (string.IsNullOrEmpty(builder.Host)) builder.Host = "localhost";
        if (string.IsNullOrEmpty(builder.Username)) builder.Username = Environment.UserName;
        if (string.IsNullOrEmpty(builder.Database)) builder.Database = builder.Username;
        return builder;
    }

    /// <summary>Returns whether one of the hosts is a folder, or an abstract name, of a Unix domain socket.</summary>
    public static bool NamesSocket(string? hosts) =>
        hosts is not null && hosts.Split(',', StringSplitOptions.TrimEntries).Any(host => host.StartsWith('/') || host.StartsWith('@'));

    private static NpgsqlConnectionStringBuilder FromUrl(string rest)
    {
        var builder = new NpgsqlConnectionStringBuilder();
        if (rest.IndexOf('#', StringComparison.Ordinal) is var fragment and >= 0) rest = rest[..fragment];
        var (beforeQuery, query) = Split(rest, rest.IndexOf('?', StringComparison.Ordinal));
        var (authority, database) = Split(beforeQuery, beforeQuery.IndexOf('/', StringComparison.Ordinal));
        var (user, hosts) = authority.LastIndexOf('@') is var at and >= 0 ? (authority[..at], authority[(at + 1)..]) : ("", authority);
        var (name, password) = Split(user, user.IndexOf(':', StringComparison.Ordinal));
        if (name.Length > 0) builder.Username = Uri.UnescapeDataString(name);
        if (password.Length > 0) builder.Password = Uri.UnescapeDataString(password);
        if (database.Length > 0) builder.Database = Uri.UnescapeDataString(database);
        SetHosts(builder, hosts);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = Split(pair, pair.IndexOf('=', StringComparison.Ordinal));
            Set(builder, Uri.UnescapeDataString(key), Uri.UnescapeDataString(value));
        }

        return builder;
    }

    private static void SetHosts(NpgsqlConnectionStringBuilder builder, string hosts)
    {
        if (hosts.Contains(',', StringComparison.Ordinal))
        {
            builder.Host = Uri.UnescapeDataString(hosts);
            return;
        }

        // Only a colon behind the bracket of an IPv6 address begins the port.
        var colon = hosts.LastIndexOf(':') is var i && i > hosts.LastIndexOf(']') ? i : -1;
        var (host, port) = Split(hosts, colon);
        if (host.Length > 0) builder.Host = Uri.UnescapeDataString(host.Trim('[', ']'));
        if (port.Length > 0) builder.Port = Number(port, "port");
    }

    private static void Set(NpgsqlConnectionStringBuilder builder, string key, string value)
    {
        switch (key)
        {
            case "host": builder.Host = value; break;
            case "port": builder.Port = Number(value, key); break;
            case "user": builder.Username = value; break;
            case "password": builder.Password = value; break;
            case "dbname": builder.Database = value; break;
            case "options": builder.Options = value; break;
            case "application_name": builder.ApplicationName = value; break;
            case "connect_timeout": builder.Timeout = Number(value, key); break;
            case "sslrootcert": builder.RootCertificate = value; break;
            case "sslcert": builder.SslCertificate = value; break;
            case "sslkey": builder.SslKey = value; break;
            case "sslpassword": builder.SslPassword = value; break;
            case "sslmode":
                builder.SslMode = Enum.TryParse<SslMode>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var mode)
                    ? mode
                    : throw new ArgumentException($"The connection URL says sslmode={value}; use disable, allow, prefer, require, verify-ca or verify-full.");
                break;

            // Other libraries' own: they change nothing of what the server is asked.
            case "schema" or "connection_limit" or "pool_timeout" or "pgbouncer" or "socket_timeout" or "statement_cache_size":
                break;
            default:
                SetKeyword(builder, key, value);
                break;
        }
    }

    private static void SetKeyword(NpgsqlConnectionStringBuilder builder, string key, string value)
    {
        try
        {
            builder[key] = value;
        }
        catch (ArgumentException exception)
        {
            throw new ArgumentException($"The connection URL has a parameter \"{key}\" that is not understood; leave it out.", exception);
        }
    }

    private static int Number(string text, string what) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ArgumentException($"The connection URL's {what} is \"{text}\", which is no number.");

    private static (string Before, string After) Split(string text, int at) => at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
}
