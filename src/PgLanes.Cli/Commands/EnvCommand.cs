using System.CommandLine;
using PgLanes.Cli.Output;
using PgLanes.Cli.Running;
using PgLanes.Cli.Settings;

namespace PgLanes.Cli.Commands;

/// <summary><c>pglanes env</c>: the variables of one lane.</summary>
internal static class EnvCommand
{
    public const string Details =
        """
        `env worker` takes the number from the first of these variables that is set:
          PGLANES_WORKER, JEST_WORKER_ID, VITEST_POOL_ID, PYTEST_XDIST_WORKER, TEST_PARALLEL_INDEX, TEST_ENV_NUMBER, TEST_TOKEN, MOCHA_WORKER_ID
        """;

    private const string OfWorker = "worker";

    private static readonly Argument<string> s_number = new("N") { Description = "The lane's number, or the word worker: then the test runner's variables name it" };

    private static readonly Option<string> s_format = new("--format")
    {
        HelpName = "sh|dotenv|json",
        Description = "What the output is for: eval \"$(pglanes env 1)\", a .env file, or a program",
        DefaultValueFactory = _ => "sh",
    };

    public static Command Create()
    {
        var options = new LaneOptions();
        var command = new Command("env", "Prints the variables of one lane, with its number at their end and without.")
        {
            s_number,
            s_format,
        };
        options.AddTo(command, withJson: false);
        command.SetAction((parsed, _) => Runner.RunAsync(cancellationToken => RunAsync(
            options.Read(parsed, Variables.OfProcess), parsed.GetRequiredValue(s_number), ChooseFormat(parsed.GetRequiredValue(s_format)), cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(
        LaneSettings settings, string number, Action<SortedDictionary<string, string>> write, CancellationToken cancellationToken)
    {
        var wanted = number == OfWorker ? NumberOfWorker() : LaneNumbers.Read(number);
        await using var pool = await PoolSource.OpenAsync(settings, Screen.ForMessages(), cancellationToken);
        var lane = await ExistingLanes.FindAsync(pool, wanted, cancellationToken);
        if (!lane.Fresh) Failures.Write($"Lane {wanted} ({lane.Name}) is not a copy of the template as it is now; `pglanes up` makes it anew.");
        if (settings.Seal && !pool.IsSealed(wanted)) throw new UsageException($"Lane {wanted} ({lane.Name}) is not sealed; `pglanes up --seal` seals it.");
        write(LaneVariables.Of(pool.GetAddress(wanted), settings.Lanes));
        return ExitCode.Done;
    }

    private static int NumberOfWorker() => WorkerNumber.FromEnvironment()
        ?? throw new UsageException("No variable names the worker's number: give `pglanes env N`, or set PGLANES_WORKER (or JEST_WORKER_ID, PYTEST_XDIST_WORKER …).");

    private static Action<SortedDictionary<string, string>> ChooseFormat(string format) => format switch
    {
        "sh" => variables => Console.Out.Write(VariableText.ForShell(variables)),
        "dotenv" => variables => Console.Out.Write(VariableText.ForDotenv(variables)),
        "json" => variables => Json.Write(variables, context => context.SortedDictionaryStringString),
        _ => throw new UsageException($"--format is \"{format}\"; it must be sh, dotenv or json."),
    };
}
