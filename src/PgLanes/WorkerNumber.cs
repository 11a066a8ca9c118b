using System.Globalization;

namespace PgLanes;

/// <summary>Tells which parallel worker this process is, from the variables that test runners set.</summary>
public static class WorkerNumber
{
    private static readonly (string Variable, int Offset)[] Variables =
    [
        ("PGLANES_WORKER", 0),
        ("JEST_WORKER_ID", 0),
        ("VITEST_POOL_ID", 0),
        ("PYTEST_XDIST_WORKER", 1),
        ("TEST_PARALLEL_INDEX", 1),
        ("TEST_ENV_NUMBER", 0),
        ("TEST_TOKEN", 0),
        ("MOCHA_WORKER_ID", 1),
    ];

    /// <summary>
    /// Returns the worker's number, from 1, or null where no runner says. The first of these that is set decides: <c>PGLANES_WORKER</c>,
    /// <c>JEST_WORKER_ID</c>, <c>VITEST_POOL_ID</c>, <c>PYTEST_XDIST_WORKER</c> (<c>gw0</c> is 1, <c>master</c> is 1), <c>TEST_PARALLEL_INDEX</c>
    /// (0 is 1), <c>TEST_ENV_NUMBER</c> (empty is 1), <c>TEST_TOKEN</c>, <c>MOCHA_WORKER_ID</c> (0 is 1).
    /// </summary>
    /// <param name="read">Returns a variable's value, or null where it is not set. Default: the process's environment.</param>
    /// <exception cref="ArgumentException">The variable that decides holds no worker number.</exception>
    public static int? FromEnvironment(Func<string, string?>? read = null)
    {
        read ??= Environment.GetEnvironmentVariable;
        foreach (var (variable, offset) in Variables)
        {
            if (read(variable) is not { } text) continue;
            // Parallel runners of Ruby leave it empty for the first worker; elsewhere empty means not set.
            if (text.Length == 0 && variable != "TEST_ENV_NUMBER") continue;
            return Parse(variable, text, offset);
        }

        return null;
    }

    private static int Parse(string variable, string text, int offset)
    {
        if (variable == "TEST_ENV_NUMBER" && text.Length == 0) return 1;
        if (variable == "PYTEST_XDIST_WORKER" && text == "master") return 1;
        var digits = variable == "PYTEST_XDIST_WORKER" && text.StartsWith("gw", StringComparison.Ordinal) ? text[2..] : text;
        if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 1_000_000 && number + offset >= 1)
            return number + offset;
        throw new ArgumentException($"The variable {variable} is \"{text}\", which is no worker number. Set PGLANES_WORKER to this worker's number, from 1.");
    }
}
