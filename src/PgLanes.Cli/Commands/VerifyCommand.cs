using System.CommandLine;
using PgLanes.Cli.Output;
using PgLanes.Cli.Settings;
using Spectre.Console;

namespace PgLanes.Cli.Commands;

/// <summary><c>pglanes verify</c>: lanes are proved again.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var options = new LaneOptions();
        var numbers = LaneNumbers.CreateArgument("The lanes to prove; none means all");
        var command = new Command("verify", "Proves the named lanes, or all, again; exit code 1 on any difference.") { numbers };
        options.AddTo(command);
        command.SetAction((parsed, _) => Runner.RunAsync(cancellationToken =>
            RunAsync(options.Read(parsed, Variables.OfProcess), LaneNumbers.Read(parsed.GetValue(numbers)), cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(LaneSettings settings, IReadOnlyList<int> numbers, CancellationToken cancellationToken)
    {
        var screen = Screen.Create(settings.Json);
        await using var pool = await PoolSource.OpenAsync(settings, screen, cancellationToken);
        var proofs = await pool.VerifyAsync(await ExistingLanes.ChooseAsync(pool, numbers, cancellationToken), cancellationToken);
        if (settings.Json) Json.Write(ToDocument(proofs), context => context.VerifyDocument);
        else Show(screen, proofs);
        return proofs.All(proof => proof.IsIdentical) ? ExitCode.Done : ExitCode.DifferencesFound;
    }

    private static void Show(Screen screen, IReadOnlyList<LaneProof> proofs)
    {
        var table = Screen.NewTable("Lane", "Name", "Result");
        table.AddColumn(new TableColumn("Time").RightAligned());
        foreach (var proof in proofs)
        {
            var result = proof.IsIdentical ? "identical" : $"{Counts.Of(proof.Differences.Count, "difference")}, {Counts.Of(proof.Strays.Count, "stray")}";
            table.AddRow($"{proof.Number}", Markup.Escape(proof.Name), result, $"{proof.Duration.TotalMilliseconds:N1} ms");
        }
        screen.Results.Write(table);
        foreach (var proof in proofs)
        {
            foreach (var difference in proof.Differences)
                screen.Results.WriteLine($"Lane {proof.Number}: {difference.ObjectName}: expected {difference.Expected}, found {difference.Actual}");
            foreach (var stray in proof.Strays) screen.Results.WriteLine($"Lane {proof.Number}: {stray}");
        }
    }

    private static VerifyDocument ToDocument(IEnumerable<LaneProof> proofs) => new(
        [.. proofs.Select(proof => new LaneProofDocument(
            proof.Number,
            proof.Name,
            proof.IsIdentical,
            [.. proof.Differences.Select(difference => new DifferenceDocument(difference.ObjectName, difference.Expected, difference.Actual))],
            proof.Strays,
            Json.Milliseconds(proof.Duration)))]);
}
