namespace PgLanes;

/// <summary>How programs of any language reach one lane.</summary>
/// <param name="Number">The lane's number, from 1.</param>
/// <param name="Name">The lane's name: its first schema, or its database.</param>
/// <param name="Database">The database that the lane is in.</param>
/// <param name="SearchPath">The lane's schemas and then those of extensions, quoted where SQL needs it, separated by commas.</param>
/// <param name="Url">A libpq URL whose <c>options</c> set the search path; holds the password.</param>
/// <param name="PgOptions">The value of <c>PGOPTIONS</c> that sets the search path.</param>
/// <param name="ConnectionString">An Npgsql connection string with the search path; holds the password.</param>
public sealed record LaneAddress(
    int Number, string Name, string Database, string SearchPath, string Url, string PgOptions, string ConnectionString)
{
    /// <summary>The URL without the password, for people to read.</summary>
    public string UrlWithoutPassword
    {
        get
        {
            // In a URL that was put together, neither character stands for itself before its place.
            var start = Url.IndexOf("://", StringComparison.Ordinal) + 3;
            var end = Url.IndexOf('@', start);
            var colon = Url.IndexOf(':', start);
            return colon >= 0 && colon < end ? Url[..colon] + Url[end..] : Url;
        }
    }

    /// <summary>Returns the lane's number and name, and no password.</summary>
    public override string ToString() => $"lane {Number} ({Name})";
}
