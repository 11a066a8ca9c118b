using System.Text;

namespace PgLanes.Cli.Output;

/// <summary>Writes variables so that a shell, or a program that reads .env files, gets exactly their values.</summary>
internal static class VariableText
{
    /// <summary>In single quotes a shell changes nothing; a single quote itself stands outside them.</summary>
    public static string ForShell(IEnumerable<KeyValuePair<string, string>> variables) =>
        Lines(variables, value => $"'{value.Replace("'", @"'\''", StringComparison.Ordinal)}'", "export ");

    /// <summary>
    /// In single quotes a .env file's value is taken as it is; one that holds a single quote is put in double quotes,
    /// in which the readers know a backslash before a double quote, a dollar sign and a backslash.
    /// </summary>
    public static string ForDotenv(IEnumerable<KeyValuePair<string, string>> variables) =>
        Lines(variables, value => value.Contains('\'', StringComparison.Ordinal) ? $"\"{Escape(value)}\"" : $"'{value}'", "");

    private static string Lines(IEnumerable<KeyValuePair<string, string>> variables, Func<string, string> quote, string prefix)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in variables) text.Append(prefix).Append(name).Append('=').Append(quote(value)).Append('\n');
        return text.ToString();
    }

    private static string Escape(string value)
    {
        var text = new StringBuilder();
        foreach (var c in value) _ = c is '"' or '$' or '\\' ? text.Append('\\').Append(c) : text.Append(c);
        return text.ToString();
    }
}
