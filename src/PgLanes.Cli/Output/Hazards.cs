using Spectre.Console;

namespace PgLanes.Cli.Output;

/// <summary>Shows what a lane cannot isolate or translate.</summary>
internal static class Hazards
{
    public static void Show(Screen screen, LanePool pool)
    {
        foreach (var hazard in pool.Hazards)
        {
            screen.Messages.Markup("[yellow]hazard:[/] ");
            screen.Messages.WriteLine($"{hazard.Code}: {hazard.ObjectName}: {hazard.Message}");
        }
    }
}
