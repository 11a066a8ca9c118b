using PgLanes.Bench;

// bench/run clone|acquire [--durable] [FILE:SCHEMA,…]…   bench/run leases|load|reset|reset-56|reset-373|reset-flat|reset-keepers|efcore [--durable]
// Every figure is measured in this one run, on one private server, and printed as a ratio: machines are noisy, ratios are less so.
var scenarios = new Dictionary<string, Func<BenchServer, IReadOnlyList<TemplateSource>, Task>>(StringComparer.Ordinal)
{
    ["clone"] = CloneScenario.RunAsync,
    ["acquire"] = AcquireScenario.RunAsync,
    ["leases"] = LeasesScenario.RunAsync,
    ["load"] = LoadScenario.RunAsync,
    ["reset"] = ResetScenario.RunAsync,
    ["reset-56"] = ResetScenario.SmallAsync,
    ["reset-373"] = ResetScenario.LargeAsync,
    ["reset-flat"] = ResetFlatScenario.RunAsync,
    ["reset-keepers"] = ResetKeepersScenario.RunAsync,
    ["efcore"] = EfCoreScenario.RunAsync,
};
if (args is [AcquireScenario.Worker, ..]) return await AcquireScenario.LeaseOnceAsync(args[1..]);
if (args is [LoadWorker.Name, ..]) return await LoadWorker.RunAsync(args[1..]);
if (args.Length == 0 || !scenarios.TryGetValue(args[0], out var scenario))
{
    await Console.Error.WriteLineAsync($"Name a scenario: {string.Join(", ", scenarios.Keys)}.");
    return 2;
}

const string Durable = "--durable";
await using var server = await BenchServer.StartAsync(args[0] == "load" ? LoadScenario.MaxConnections : 100, args.Contains(Durable));
Machine.Print(server);
await scenario(server, [.. args.Skip(1).Where(argument => argument != Durable).Select(TemplateSource.Parse)]);
return 0;
