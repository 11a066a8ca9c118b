using System.CommandLine;

namespace PgLanes.Cli.Settings;

/// <summary>The options of every command that needs a server. The command line wins over the environment.</summary>
internal sealed class LaneOptions
{
    private readonly Option<string?> _source = new("--source")
    {
        HelpName = "URL",
        Description = "The database with the template: postgres://user:pass@host:port/db or Host=…;Database=… [PGLANES_SOURCE, else DATABASE_URL]",
    };

    private readonly Option<string[]> _schemas = new("--schema")
    {
        HelpName = "NAME",
        Description = "A schema of the template; repeatable [PGLANES_SCHEMA, comma separated; default: public]",
    };

    private readonly Option<string?> _lanes = new("--lanes")
    {
        HelpName = "N",
        Description = "How many lanes [PGLANES_LANES; default: the number of processors]",
    };

    private readonly Option<string?> _kind = new("--kind")
    {
        HelpName = "schema|database",
        Description = "What a lane is: a schema beside the template, or a database [PGLANES_KIND; default: schema]",
    };

    private readonly Option<string?> _name = new("--name")
    {
        HelpName = "FORMAT",
        Description = "A lane's name, with {0} for its number [PGLANES_NAME; default: test_worker_{0}]",
    };

    private readonly Option<string?> _data = new("--data")
    {
        HelpName = "all|none",
        Description = "Whether the template's rows are the baseline [default: all]",
    };

    private readonly Option<string[]> _keepRows = new("--keep-rows")
    {
        HelpName = "TABLE",
        Description = "A table that keeps its rows in spite of --data none; repeatable",
    };

    private readonly Option<string[]> _empty = new("--empty")
    {
        HelpName = "TABLE",
        Description = "A table that starts empty in spite of --data all; repeatable",
    };

    private readonly Option<string?> _server = new("--server")
    {
        HelpName = "embedded",
        Description = "Starts or reuses a private PostgreSQL instead of --source; needs --migrate [PGLANES_SERVER]",
    };

    private readonly Option<string?> _migrate = new("--migrate")
    {
        HelpName = "COMMAND",
        Description = "Fills an empty template; run by the shell with DATABASE_URL and the PG* variables set [PGLANES_MIGRATE]",
    };

    private readonly Option<bool> _rebuild = new("--rebuild") { Description = "Runs --migrate although the template is not empty" };

    private readonly Option<string[]> _allowDatabase = new("--allow-database")
    {
        HelpName = "PATTERN",
        Description = "A database that lanes may be made in, * for any characters; repeatable [PGLANES_ALLOW_DATABASE, comma separated; default: any that does not look like production]",
    };

    private readonly Option<bool> _allowAny = new("--i-know-this-is-not-a-test-database") { Description = "Makes lanes in a database that looks like production" };

    private readonly Option<bool> _seal = new("--seal")
    {
        Description = "Gives each lane a role of its own, which its URL names and which reaches neither the template nor other lanes [PGLANES_SEAL=1]",
    };

    private readonly Option<string?> _keeperUrl = new("--keeper-url")
    {
        HelpName = "URL",
        Description = "PostgreSQL itself, for PgLanes' own connections, where --source leads through a pooler, or is another role [PGLANES_KEEPER_URL]",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Writes one JSON object to standard output" };

    /// <summary>Adds the options to a command; one whose output is for programs anyway has no <c>--json</c>.</summary>
    public void AddTo(Command command, bool withJson = true)
    {
        Option[] options = [_source, _schemas, _lanes, _kind, _name, _data, _keepRows, _empty, _server, _migrate, _rebuild, _allowDatabase, _allowAny, _seal, _keeperUrl];
        foreach (var option in options) command.Add(option);
        if (withJson) command.Add(_json);
    }

    /// <summary>Whether the result goes to standard output as JSON.</summary>
    public bool WantsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <exception cref="UsageException">A value is wrong, or no source is given.</exception>
    public LaneSettings Read(ParseResult parsed, Variables variables)
    {
        // The source comes last: what is given wrongly is told before what is not given.
        var kind = ReadKind(parsed, variables);
        var ((lanes, areGiven), name, schemas, keepsRows) = (ReadLanes(parsed, variables), ReadName(parsed, variables), ReadSchemas(parsed, variables), ReadData(parsed));
        var keepRows = ReadTables(parsed, _keepRows, fits: !keepsRows, "--keep-rows names tables that keep their rows, so it needs --data none.");
        var empty = ReadTables(parsed, _empty, fits: keepsRows, "--empty names tables that lose their rows, so it does not go with --data none.");
        var migrate = Given(parsed.GetValue(_migrate)) ?? variables["PGLANES_MIGRATE"];
        var rebuild = parsed.GetValue(_rebuild);
        if (rebuild && migrate is null)
            throw new UsageException("--rebuild runs the migration again, so it needs --migrate COMMAND (or PGLANES_MIGRATE).");
        var (source, sourceName) = ReadSource(parsed, variables);
        if (source is null && migrate is null)
            throw new UsageException("--server embedded starts with an empty database, so it needs --migrate COMMAND (or PGLANES_MIGRATE) to fill it.");
        return new LaneSettings
        {
            Source = source,
            SourceName = sourceName,
            Schemas = schemas,
            Lanes = lanes,
            AreLanesGiven = areGiven,
            Kind = kind,
            NameFormat = name,
            KeepsRows = keepsRows,
            KeepRows = keepRows,
            Empty = empty,
            Migrate = migrate,
            Rebuild = rebuild,
            AllowedDatabases = ReadAllowed(parsed, variables),
            AllowAnyDatabase = parsed.GetValue(_allowAny),
            KeeperUrl = Given(parsed.GetValue(_keeperUrl)) ?? variables["PGLANES_KEEPER_URL"],
            Seal = ReadSeal(parsed, variables),
            Json = parsed.GetValue(_json),
        };
    }

    private (string? Source, string Name) ReadSource(ParseResult parsed, Variables variables)
    {
        const string Missing = "No template is named: give --source URL, set PGLANES_SOURCE or DATABASE_URL, or use --server embedded with --migrate COMMAND.";
        var (server, source) = (parsed.GetValue(_server), Given(parsed.GetValue(_source)));
        if (server is not null && source is not null)
            throw new UsageException("--source and --server exclude each other: give the database that there is, or --server embedded for a private one.");
        if (server is not null) return (CheckServer(server, "--server"), "");
        if (source is not null) return (source, "--source");
        if (variables["PGLANES_SOURCE"] is { } named)
        {
            return variables["PGLANES_SERVER"] is null
                ? (named, "PGLANES_SOURCE")
                : throw new UsageException("PGLANES_SOURCE and PGLANES_SERVER exclude each other: unset one, or give --source or --server.");
        }
        if (variables["PGLANES_SERVER"] is { } wanted) return (CheckServer(wanted, "PGLANES_SERVER"), "");
        return variables["DATABASE_URL"] is { } url ? (url, "DATABASE_URL") : throw new UsageException(Missing);
    }

    private static string? CheckServer(string value, string name) =>
        value == "embedded" ? null : throw new UsageException($"{name} is \"{value}\"; the only server that can be asked for is \"embedded\".");

    private LaneKind ReadKind(ParseResult parsed, Variables variables)
    {
        var (kind, name) = parsed.GetValue(_kind) is { } given ? (given, "--kind") : (variables["PGLANES_KIND"], "PGLANES_KIND");
        return kind switch
        {
            null or "schema" => LaneKind.Schema,
            "database" => LaneKind.Database,
            _ => throw new UsageException($"{name} is \"{kind}\"; it must be \"schema\" or \"database\"."),
        };
    }

    private bool ReadData(ParseResult parsed) => parsed.GetValue(_data) switch
    {
        null or "all" => true,
        "none" => false,
        var other => throw new UsageException($"--data is \"{other}\"; it must be \"all\" or \"none\"."),
    };

    private static string[] ReadTables(ParseResult parsed, Option<string[]> option, bool fits, string misfit)
    {
        var tables = parsed.GetValue(option) ?? [];
        if (tables.Any(string.IsNullOrWhiteSpace)) throw new UsageException($"{option.Name} needs the name of a table.");
        return tables.Length == 0 || fits ? tables : throw new UsageException(misfit);
    }

    private string[] ReadSchemas(ParseResult parsed, Variables variables)
    {
        var schemas = parsed.GetValue(_schemas) is { Length: > 0 } given ? given : variables["PGLANES_SCHEMA"]?.Split(',', StringSplitOptions.TrimEntries) ?? ["public"];
        if (schemas.Any(string.IsNullOrWhiteSpace)) throw new UsageException("--schema (or PGLANES_SCHEMA) holds an empty name; name the template's schemas.");
        return schemas.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new UsageException($"--schema names \"{twice.Key}\" twice; name each schema once.")
            : schemas;
    }

    private bool ReadSeal(ParseResult parsed, Variables variables) => parsed.GetValue(_seal) || variables["PGLANES_SEAL"] switch
    {
        null or "0" or "false" => false,
        "1" or "true" => true,
        var other => throw new UsageException($"PGLANES_SEAL is \"{other}\"; it must be 1 or 0."),
    };

    private string[] ReadAllowed(ParseResult parsed, Variables variables)
    {
        var patterns = parsed.GetValue(_allowDatabase) is { Length: > 0 } given
            ? given
            : variables["PGLANES_ALLOW_DATABASE"]?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        return patterns.Any(string.IsNullOrWhiteSpace)
            ? throw new UsageException("--allow-database (or PGLANES_ALLOW_DATABASE) holds an empty pattern; name databases, with * for any characters.")
            : patterns;
    }

    private (int Lanes, bool AreGiven) ReadLanes(ParseResult parsed, Variables variables)
    {
        var (text, name) = parsed.GetValue(_lanes) is { } given ? (given, "--lanes") : (variables["PGLANES_LANES"], "PGLANES_LANES");
        if (text is null) return (Environment.ProcessorCount, false);
        return LaneNumbers.TryRead(text, out var lanes)
            ? (lanes, true)
            : throw new UsageException($"{name} is \"{text}\"; it must be a whole number from 1 to {LaneNumbers.Largest}.");
    }

    private string? ReadName(ParseResult parsed, Variables variables)
    {
        const string Number = "{0}";
        if (parsed.GetValue(_name) is { } given)
        {
            return given.Contains(Number, StringComparison.Ordinal)
                ? given
                : throw new UsageException($"--name is \"{given}\"; it must hold {Number}, where a lane's number goes.");
        }
        // `env N` sets the same variable to the name of one lane, which holds no number to put in: that is no format.
        return variables["PGLANES_NAME"] is { } format && format.Contains(Number, StringComparison.Ordinal) ? format : null;
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
