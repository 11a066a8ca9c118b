using System.Collections.Concurrent;
using Xunit;

namespace PgLanes.Xunit;

/// <summary>The lane of one test collection, the unit that xUnit runs in parallel to others. Within it nothing runs in parallel.</summary>
internal sealed class CollectionLane
{
    private static readonly ConcurrentDictionary<(TestLanes Lanes, string Collection), CollectionLane> _all = new();
    private readonly (TestLanes Lanes, string Collection) _key;
    private Lane? _lane;
    private string? _startedTest;
    private int _members;

    private CollectionLane((TestLanes, string) key) => _key = key;

    /// <summary>Adds a fixture of the current test's collection to those who use its lane.</summary>
    public static CollectionLane Join(TestLanes lanes)
    {
        var collection = TestContext.Current.TestCollection
            ?? throw new InvalidOperationException("A lane is leased for a test collection, and none is running: call StartTestAsync from a test or its fixture.");
        var place = _all.GetOrAdd((lanes, collection.UniqueID), key => new CollectionLane(key));
        place._members++;
        return place;
    }

    /// <summary>Returns the lane at its baseline; where another fixture of the same test has seen to that, as it is.</summary>
    public async ValueTask<Lane> StartTestAsync(CancellationToken cancellationToken)
    {
        var test = TestContext.Current.Test?.UniqueID;
        if (_lane is not null && test is not null && test == _startedTest) return _lane;
        var lane = _lane;
        _lane = null;
        _lane = lane is null
            ? await _key.Lanes.LeaseAsync(cancellationToken).ConfigureAwait(false)
            : await _key.Lanes.ResetAsync(lane, cancellationToken).ConfigureAwait(false);
        _startedTest = test;
        return _lane;
    }

    /// <summary>Sets the lane of a failed test aside where that is wanted; the next test gets another.</summary>
    public async ValueTask EndTestAsync()
    {
        // A test that is tried again is the same to xUnit, and starts at the baseline, too.
        _startedTest = null;
        if (!_key.Lanes.KeepOnFailure || _lane is not { } lane || TestContext.Current.TestState?.Result != TestResult.Failed) return;
        _lane = null;
        var told = await _key.Lanes.ReturnFailedAsync(lane).ConfigureAwait(false);
        if (told is not null) TestContext.Current.TestOutputHelper?.WriteLine(told);
    }

    /// <summary>Returns the lane with the last fixture.</summary>
    public async ValueTask LeaveAsync()
    {
        if (--_members > 0) return;
        _all.TryRemove(_key, out _);
        if (_lane is { } lane) await _key.Lanes.ReturnAsync(lane).ConfigureAwait(false);
        _lane = null;
    }
}
