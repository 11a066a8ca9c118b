using Npgsql;
using PgLanes.Model;

namespace PgLanes.Leasing;

/// <summary>How lanes of one kind are made. Connections are to the registry's database.</summary>
internal interface ILaneMaterial
{
    /// <summary>Stores the template's rows and positions for the lanes of a new version.</summary>
    Task<BaselineModel> CaptureAsync(NpgsqlConnection connection, int version, CancellationToken cancellationToken);

    /// <summary>Makes sure that nothing that is not PgLanes' stands where the lane goes, and that the role may make it.</summary>
    /// <exception cref="TemplateException">The lane cannot be made.</exception>
    Task CheckAsync(NpgsqlConnection connection, LaneRow lane, CancellationToken cancellationToken);

    /// <summary>Drops what there is of the lane and bears its mark.</summary>
    /// <param name="connection">Drops it.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="sideBySide">How many lanes are made at once: they share the server's lock table.</param>
    /// <param name="cancellationToken">Ends the dropping.</param>
    /// <exception cref="LaneBlockedException">Others are at work in it.</exception>
    Task ClearAsync(NpgsqlConnection connection, LaneRow lane, int sideBySide, CancellationToken cancellationToken);

    /// <summary>Makes the lane, proves it, and prepares its resets.</summary>
    /// <param name="keeper">Holds the lane's lock.</param>
    /// <param name="lane">The lane, of which nothing is there.</param>
    /// <param name="sideBySide">How many lanes are made at once.</param>
    /// <param name="report">Told of each step.</param>
    /// <param name="cancellationToken">Ends the making.</param>
    /// <exception cref="LaneProofException">The lane does not equal its template.</exception>
    Task BuildAsync(Keeper keeper, LaneRow lane, int sideBySide, Action<string, double> report, CancellationToken cancellationToken);
}
