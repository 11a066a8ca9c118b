using PgLanes.Model;

namespace PgLanes.Scripting;

/// <summary>One step of a lane's script.</summary>
/// <param name="Phase">When it runs.</param>
/// <param name="Object">The object that it is about, as messages name it.</param>
/// <param name="Sql">The statement, or a few that belong together.</param>
internal sealed record Statement(Phase Phase, string Object, string Sql)
{
    /// <summary>The objects that are there once the statement has run; only those of <see cref="Phase.Structure"/> and
    /// <see cref="Phase.Refresh"/> need to say.</summary>
    public ModelList<ObjectId> Provides { get; init; } = [];

    /// <summary>The object that the statement announces without defining it, so that what the object itself needs can refer to it.</summary>
    public ObjectId? Announces { get; init; }

    /// <summary>A statement that announces the object, only run where it stands in a circle with others; null where there is none.</summary>
    public string? Outline { get; init; }

    /// <summary>How many entries of the server's lock table the statement keeps until its transaction ends, at most.</summary>
    public int Locks { get; init; } = 2;

    /// <summary>Returns a statement that makes <paramref name="subject"/>.</summary>
    public static Statement Create(CatalogObject subject, string sql) => For(Phase.Structure, subject, sql) with { Provides = [subject.Id] };

    /// <summary>Returns a statement about <paramref name="subject"/> that comes after its creation.</summary>
    public static Statement For(Phase phase, CatalogObject subject, string sql) => new(phase, $"{subject.Schema}: {subject.Label}", sql);
}
