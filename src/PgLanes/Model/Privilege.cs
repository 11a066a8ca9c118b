namespace PgLanes.Model;

/// <summary>One privilege of one role on one object.</summary>
/// <param name="Name">As GRANT takes it: <c>SELECT</c>, <c>EXECUTE</c> …</param>
/// <param name="Grantee">The role; <see cref="Public"/> for everybody, <see cref="Owner"/> for the object's owner.</param>
/// <param name="IsGrantable">Whether the grantee may grant it on.</param>
/// <param name="Grantor">The role that granted it; <see cref="Owner"/> for the object's owner.</param>
internal sealed record Privilege(string Name, string Grantee, bool IsGrantable, string Grantor)
{
    public const string Public = "";
    public const string Owner = "*";
}
