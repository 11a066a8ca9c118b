namespace PgLanes;

/// <summary>A new lane did not equal its template, so it was dropped and never handed out.</summary>
public sealed class LaneProofException : LaneException
{
    /// <inheritdoc cref="LaneException(string)" />
    public LaneProofException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="LaneException(string, Exception)" />
    public LaneProofException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception from what the proof found.</summary>
    public LaneProofException(LaneProof proof)
        : base(Describe(proof))
    {
        Proof = proof;
        LaneNumber = proof.Number;
        ObjectName = proof.Differences.Count > 0 ? proof.Differences[0].ObjectName : proof.Strays.Count > 0 ? proof.Strays[0] : null;
    }

    /// <summary>What the proof found.</summary>
    public LaneProof? Proof { get; }

    private static string Describe(LaneProof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        var found = proof.Differences.Select(d => $"{d.ObjectName}: expected {d.Expected}, found {d.Actual}").Concat(proof.Strays).ToList();
        var more = found.Count > 10 ? $"; and {found.Count - 10} more" : "";
        return $"Lane {proof.Number} ({proof.Name}) did not equal its template and was dropped: {string.Join("; ", found.Take(10))}{more}. " +
            "Leave the named objects out of the template, or report them as a fault of PgLanes.";
    }
}
