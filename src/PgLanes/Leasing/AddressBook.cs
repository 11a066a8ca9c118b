using System.Text;
using Npgsql;
using PgLanes.Sql;

namespace PgLanes.Leasing;

/// <summary>Writes the addresses of lanes. Pure.</summary>
internal static class AddressBook
{
    /// <summary>Returns a search path as SQL writes it.</summary>
    public static string Path(IEnumerable<string> schemas) => string.Join(",", schemas.Select(Identifier.QuoteIfNeeded));

    /// <param name="server">What leads to it.</param>
    /// <param name="number">Its number.</param>
    /// <param name="name">Its name.</param>
    /// <param name="path">Its search path.</param>
    /// <param name="maxPoolSize">How many connections a pool to it may have.</param>
    /// <param name="carriesPath">Whether the address itself sets the search path.</param>
    /// <summary>Returns the address of a lane with the search path <paramref name="path"/> in the database of <paramref name="server"/>.</summary>
    public static LaneAddress For(NpgsqlConnectionStringBuilder server, int number, string name, string path, int? maxPoolSize = null, bool carriesPath = true)
    {
        var options = $"-c search_path={Escape(path)}";
        var connection = new NpgsqlConnectionStringBuilder(server.ConnectionString);
        if (carriesPath) connection.SearchPath = path;
        if (maxPoolSize is { } most)
        {
            connection.MaxPoolSize = Math.Min(connection.MaxPoolSize, most);
            connection.MinPoolSize = Math.Min(connection.MinPoolSize, connection.MaxPoolSize);
        }

        return new LaneAddress(number, name, server.Database!, path, Url(server, carriesPath ? options : ""), options, connection.ConnectionString);
    }

    /// <summary>What libpq splits at blanks, and takes a backslash before a character from.</summary>
    private static string Escape(string value)
    {
        var escaped = new StringBuilder(value.Length);
        foreach (var c in value)
        {
            if (c == '\\' || char.IsWhiteSpace(c)) escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>Returns the libpq URL of a server's database, with settings for its sessions; holds the password.</summary>
    public static string Url(NpgsqlConnectionStringBuilder server, string options = "")
    {
        var password = server.Password is { Length: > 0 } secret ? ":" + Uri.EscapeDataString(secret) : "";
        var host = server.Host!;
        var isSocket = ConnectionText.NamesSocket(host);
        var authority = isSocket ? "" : $"{(host.Contains(':', StringComparison.Ordinal) && !host.Contains(',', StringComparison.Ordinal) ? $"[{host}]" : host)}:{server.Port}";
        var query = new List<string>();
        if (isSocket) query.Add($"host={Uri.EscapeDataString(host)}&port={server.Port}");
        if (server.SslMode != SslMode.Prefer) query.Add($"sslmode={Ssl(server.SslMode)}");
        if (server.RootCertificate is { Length: > 0 } root) query.Add($"sslrootcert={Uri.EscapeDataString(root)}");
        var all = string.Join(' ', new[] { server.Options ?? "", options }.Where(text => text.Length > 0));
        if (all.Length > 0) query.Add($"options={Uri.EscapeDataString(all)}");
        var url = $"postgres://{Uri.EscapeDataString(server.Username!)}{password}@{authority}/{Uri.EscapeDataString(server.Database!)}";
        return query.Count == 0 ? url : $"{url}?{string.Join('&', query)}";
    }

    private static string Ssl(SslMode mode) => mode switch
    {
        SslMode.Disable => "disable",
        SslMode.Allow => "allow",
        SslMode.Require => "require",
        SslMode.VerifyCA => "verify-ca",
        SslMode.VerifyFull => "verify-full",
        _ => "prefer",
    };
}
