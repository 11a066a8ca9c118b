using PgLanes.Model;

namespace PgLanes.Leasing;

/// <summary>The template as one pool saw it.</summary>
/// <param name="Info">What users are told of it.</param>
/// <param name="Hazards">What a lane cannot isolate or translate.</param>
/// <param name="ExtensionSchemas">The schemas that hold extensions; they follow the lane's on its search path.</param>
/// <param name="Names">The names of its objects that move with their schemas into a lane.</param>
/// <param name="Mark">Its quick mark; null where it changed while the template was read.</param>
/// <param name="Model">Its definitions; null where the registry knew the mark, so that they need not be read.</param>
internal sealed record Template(
    TemplateInfo Info, IReadOnlyList<Hazard> Hazards, IReadOnlyList<string> ExtensionSchemas, IReadOnlySet<(string Schema, string Name)> Names, string? Mark, DatabaseModel? Model)
{
    public string Fingerprint => Info.Fingerprint;
}
