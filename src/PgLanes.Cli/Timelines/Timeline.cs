using System.Diagnostics;

namespace PgLanes.Cli.Timelines;

/// <summary>What happened to the lanes of one run, and when, measured from its beginning. Filled from several threads; read at the end.</summary>
internal sealed class Timeline : IProgress<LaneProgress>
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly SortedDictionary<int, LaneHistory> _lanes = [];

    public DateTimeOffset Began { get; } = DateTimeOffset.Now;

    /// <summary>When the template had been read, and migrated where that was due.</summary>
    public TimeSpan Opened { get; private set; }

    /// <summary>When the command started: all lanes are made and held.</summary>
    public TimeSpan Started { get; private set; }

    /// <summary>When the command ended.</summary>
    public TimeSpan Finished { get; private set; }

    /// <summary>When the lanes were put back and free again.</summary>
    public TimeSpan Released { get; private set; }

    /// <summary>How often it was looked whether a lane had been reset.</summary>
    public int Looks { get; private set; }

    /// <summary>Why nobody looked any more before the command ended; null where somebody did.</summary>
    public string? Blindness { get; private set; }

    public IReadOnlyCollection<LaneHistory> Lanes => _lanes.Values;

    private TimeSpan Now => Stopwatch.GetElapsedTime(_start);

    public void Report(LaneProgress value)
    {
        lock (_lanes) Of(value.Number, value.Name).Steps.Add(new LaneStep(value.Step, Now));
    }

    public void Open() => Opened = Now;

    public void Start(IEnumerable<LaneAddress> lanes)
    {
        lock (_lanes)
        {
            foreach (var lane in lanes) Of(lane.Number, lane.Name);
        }

        Started = Now;
    }

    public void Finish() => Finished = Now;

    public void Release() => Released = Now;

    public void Look(IEnumerable<int> reset)
    {
        lock (_lanes)
        {
            Looks++;
            foreach (var number in reset) _lanes[number].Resets.Add(Now);
        }
    }

    public void GoBlind(string reason) => Blindness = reason;

    private LaneHistory Of(int number, string name)
    {
        if (!_lanes.TryGetValue(number, out var lane)) _lanes[number] = lane = new LaneHistory(number, name);
        return lane;
    }
}

/// <summary>What happened to one lane.</summary>
internal sealed class LaneHistory(int number, string name)
{
    public int Number => number;

    public string Name => name;

    /// <summary>What was done to make it, each with its beginning; a single <c>ready</c> where it was there.</summary>
    public List<LaneStep> Steps { get; } = [];

    /// <summary>When it was seen that the lane had been reset since the look before.</summary>
    public List<TimeSpan> Resets { get; } = [];

    /// <summary>How long it took to make the lane; null where it was there.</summary>
    public TimeSpan? Made => Steps.Count > 1 ? Steps[^1].At - Steps[0].At : null;
}

/// <summary>A step of making a lane.</summary>
/// <param name="Name">What was done.</param>
/// <param name="At">When it began.</param>
internal sealed record LaneStep(string Name, TimeSpan At);
