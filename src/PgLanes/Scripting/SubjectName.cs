using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

/// <summary>Names objects of any kind in SQL.</summary>
internal static class SubjectName
{
    /// <summary>Returns the object's kind and name, as <c>COMMENT ON</c> and <c>ALTER</c> take them.</summary>
    public static string Of(SubjectModel subject)
    {
        var name = Identifier.Quote(subject.Schema, subject.Name);
        return subject switch
        {
            { Type: "SCHEMA" } => $"SCHEMA {Identifier.Quote(subject.Schema)}",
            { Type: "CAST" } => $"CAST {subject.Signature}",
            { Type: "OPERATOR" } => $"OPERATOR {Identifier.Quote(subject.Schema)}.{subject.Name}{subject.Signature}",
            { Type: "COLUMN", Member: { } column } => $"COLUMN {name}.{Identifier.Quote(column)}",
            { Type: "DOMAIN CONSTRAINT", Member: { } constraint } => $"CONSTRAINT {Identifier.Quote(constraint)} ON DOMAIN {name}",
            { Member: { } member } => $"{subject.Type} {Identifier.Quote(member)} ON {name}",
            _ => $"{subject.Type} {name}{subject.Signature}",
        };
    }

    /// <summary>Returns <paramref name="subject"/> under the lane's names, its schema aside.</summary>
    public static T Rename<T>(T subject, NameMap names)
        where T : SubjectModel => subject with
        {
            Name = subject.Type == "SCHEMA" ? names.Schema(subject.Name) : subject.Name,
            Signature = SqlRewriter.Rename(subject.Signature, names),
        };
}
