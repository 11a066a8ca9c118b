using System.Diagnostics;

namespace PgLanes.Cli.Demo;

/// <summary>What the demo tells, step by step; every claim is a check against the database.</summary>
internal sealed class Story(ShopDatabase shop, LanePool pool, Checks checks)
{
    public const int Workers = 4;
    private const string Template = "public";

    private IReadOnlyList<string> _templateRows = [];

    public async Task<StoryStep> MakeLanesAsync(CancellationToken cancellationToken)
    {
        _templateRows = await shop.ReadAllAsync(Template, cancellationToken);
        var watch = Stopwatch.StartNew();
        var lanes = await pool.EnsureAsync(Workers, progress: null, cancellationToken);
        var took = watch.Elapsed;
        var template = pool.Template;
        checks.Expect(lanes.Count == Workers && lanes.All(lane => lane.Created), $"up: {Workers} new lanes expected, found {lanes.Count(lane => lane.Created)}.");
        foreach (var lane in lanes) await ExpectBaselineAsync($"up: {lane.Name}", lane.Name, cancellationToken);
        return new StoryStep(
            "up",
            $"{Workers} lanes of {template.Tables} tables, {template.Triggers} triggers, {template.Views} views, {template.BaselineRows} rows: made and proved",
            took);
    }

    public async Task<StoryStep> WorkAtOnceAsync(IReadOnlyList<Lane> lanes, CancellationToken cancellationToken)
    {
        var workers = lanes.Select(lane => new ShopWorker(lane, checks)).ToList();
        using var barrier = new Barrier(workers.Count);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(workers.Select(worker => worker.WriteAsync(barrier, cancellationToken)));
        var took = watch.Elapsed;
        foreach (var worker in workers) await worker.CheckAsync(cancellationToken);
        checks.ExpectSameRows("the template after the workers wrote", _templateRows, await shop.ReadAllAsync(Template, cancellationToken));
        return new StoryStep("write", $"{Workers} workers wrote the same primary keys at once; each reads only its own, and the template has none", took);
    }

    public async Task<StoryStep> ResetAsync(IReadOnlyList<Lane> lanes, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        foreach (var lane in lanes) await lane.ResetAsync(cancellationToken);
        var took = watch.Elapsed;
        foreach (var lane in lanes) await ExpectBaselineAsync($"reset: {lane.Name}", lane.Name, cancellationToken);
        return new StoryStep("reset", $"{lanes.Count} lanes, rows that refuse deletion included: every row and sequence is the baseline's again", took);
    }

    public async Task<StoryStep> VerifyAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var proofs = await pool.VerifyAsync(null, cancellationToken);
        var took = watch.Elapsed;
        checks.Expect(proofs.Count == Workers, $"verify: {Workers} proofs expected, found {proofs.Count}.");
        foreach (var proof in proofs)
        {
            var found = proof.Differences.Select(difference => difference.ObjectName).Concat(proof.Strays);
            checks.Expect(proof.IsIdentical, $"verify: {proof.Name} differs: {string.Join(", ", found)}.");
        }
        checks.ExpectSameRows("the template at the end", _templateRows, await shop.ReadAllAsync(Template, cancellationToken));
        return new StoryStep("verify", $"{proofs.Count} lanes equal the template and depend on nothing in it", took);
    }

    private async Task ExpectBaselineAsync(string what, string schema, CancellationToken cancellationToken) =>
        checks.ExpectSameRows(what, _templateRows, await shop.ReadAllAsync(schema, cancellationToken));
}

/// <summary>One step of the demo, for its table.</summary>
internal sealed record StoryStep(string Name, string Told, TimeSpan Duration);
