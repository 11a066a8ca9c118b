using Spectre.Console;

namespace PgLanes.Cli.Output;

/// <summary>A bar for each lane that is being made, on a terminal; nothing elsewhere.</summary>
internal static class LaneProgressBars
{
    /// <summary>More bars than that would not fit on a screen; then one counts lanes.</summary>
    private const int MostBars = 32;

    public static async Task<T> ShowAsync<T>(Screen screen, int lanes, Func<IProgress<LaneProgress>?, Task<T>> work)
    {
        if (!screen.Messages.Profile.Capabilities.Interactive) return await work(null);
        return await screen.Messages.Progress().AutoClear(true).HideCompleted(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context => await work(lanes <= MostBars ? new BarForEach(context) : new OneBar(context, lanes)));
    }

    private sealed class BarForEach(ProgressContext context) : IProgress<LaneProgress>
    {
        private readonly Dictionary<int, ProgressTask> _tasks = [];

        public void Report(LaneProgress value)
        {
            lock (_tasks)
            {
                if (!_tasks.TryGetValue(value.Number, out var task)) _tasks[value.Number] = task = context.AddTask(Markup.Escape(value.Name), maxValue: 1);
                task.Description = Markup.Escape($"{value.Name}: {value.Step}");
                task.Value = value.Fraction;
            }
        }
    }

    private sealed class OneBar(ProgressContext context, int lanes) : IProgress<LaneProgress>
    {
        private readonly Dictionary<int, double> _fractions = [];
        private readonly ProgressTask _task = context.AddTask($"{lanes} lanes", maxValue: lanes);

        public void Report(LaneProgress value)
        {
            lock (_fractions)
            {
                _fractions[value.Number] = value.Fraction;
                _task.Value = _fractions.Values.Sum();
            }
        }
    }
}
