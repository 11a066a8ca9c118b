namespace PgLanes.Tests;

public sealed class WorkerNumberTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("PGLANES_WORKER=3", 3)]
    [InlineData("PGLANES_WORKER=3 JEST_WORKER_ID=2", 3)]
    [InlineData("JEST_WORKER_ID=2 VITEST_POOL_ID=9", 2)]
    [InlineData("VITEST_POOL_ID=9", 9)]
    [InlineData("PYTEST_XDIST_WORKER=gw0", 1)]
    [InlineData("PYTEST_XDIST_WORKER=gw11", 12)]
    [InlineData("PYTEST_XDIST_WORKER=master", 1)]
    [InlineData("TEST_PARALLEL_INDEX=0", 1)]
    [InlineData("TEST_ENV_NUMBER=", 1)]
    [InlineData("TEST_ENV_NUMBER=2", 2)]
    [InlineData("TEST_TOKEN=4", 4)]
    [InlineData("TEST_TOKEN= MOCHA_WORKER_ID=0", 1)]
    [InlineData("MOCHA_WORKER_ID=2", 3)]
    public void The_first_variable_that_is_set_decides(string environment, int? number) =>
        WorkerNumber.FromEnvironment(Environment(environment)).ShouldBe(number);

    [Theory]
    [InlineData("PGLANES_WORKER=0", "PGLANES_WORKER")]
    [InlineData("PGLANES_WORKER=one", "PGLANES_WORKER")]
    [InlineData("JEST_WORKER_ID=-1", "JEST_WORKER_ID")]
    [InlineData("PYTEST_XDIST_WORKER=gw", "PYTEST_XDIST_WORKER")]
    public void A_variable_without_a_number_is_named(string environment, string variable) =>
        Should.Throw<ArgumentException>(() => WorkerNumber.FromEnvironment(Environment(environment))).Message.ShouldContain(variable);

    private static Func<string, string?> Environment(string text)
    {
        var variables = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        return name => variables.GetValueOrDefault(name);
    }
}
