namespace PgLanes.Audit;

/// <summary>How much a finding weighs for a lane of a kind.</summary>
internal enum Gravity
{
    /// <summary>The lane is as good with it.</summary>
    Note,

    /// <summary>Lanes share it, or do not have it as the template has it: it matters to some tests.</summary>
    Watch,

    /// <summary>A lane of this kind cannot carry it: lanes would disturb each other or reach into the template, or cannot be made.</summary>
    Breaks,
}

/// <summary>One thing that the doctor found in a template or around it.</summary>
/// <param name="Hazard">What it is, and the way out.</param>
/// <param name="InSchema">What it means for a lane that is a schema.</param>
/// <param name="InDatabase">What it means for a lane that is a database.</param>
internal sealed record Finding(Hazard Hazard, Gravity InSchema, Gravity InDatabase);

/// <summary>What the doctor says of a template.</summary>
/// <param name="Findings">All that was found.</param>
internal sealed record Diagnosis(IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether a lane that is a schema cannot carry the template, so that it should be a database.</summary>
    public bool NeedsDatabase => Findings.Any(finding => finding.InSchema == Gravity.Breaks && finding.InDatabase != Gravity.Breaks);
}
