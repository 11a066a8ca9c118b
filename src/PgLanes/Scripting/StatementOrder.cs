using PgLanes.Model;

namespace PgLanes.Scripting;

/// <summary>Puts statements into an order in which each finds what it needs.</summary>
internal static class StatementOrder
{
    /// <summary>Returns <paramref name="statements"/> so that each comes after those that provide what it depends on, and otherwise
    /// in the order given. Time and space grow with the statements and the dependencies.</summary>
    /// <exception cref="TemplateException">Statements need each other in a circle.</exception>
    public static IReadOnlyList<Statement> Sort(IReadOnlyList<Statement> statements, ILookup<ObjectId, ObjectId> dependencies)
    {
        var provider = new Dictionary<ObjectId, int>();
        for (var i = 0; i < statements.Count; i++)
        {
            foreach (var id in statements[i].Provides) provider.TryAdd(id, i);
        }

        var waitsFor = new int[statements.Count];
        var awaitedBy = new List<int>[statements.Count];
        for (var i = 0; i < statements.Count; i++) awaitedBy[i] = [];
        for (var i = 0; i < statements.Count; i++)
        {
            foreach (var needed in Needs(statements[i], dependencies, provider).Where(needed => needed != i))
            {
                waitsFor[i]++;
                awaitedBy[needed].Add(i);
            }
        }

        var ready = new PriorityQueue<int, int>(Enumerable.Range(0, statements.Count).Where(i => waitsFor[i] == 0).Select(i => (i, i)));
        var sorted = new List<Statement>(statements.Count);
        while (ready.TryDequeue(out var next, out _))
        {
            sorted.Add(statements[next]);
            foreach (var waiting in awaitedBy[next].Where(waiting => --waitsFor[waiting] == 0)) ready.Enqueue(waiting, waiting);
        }

        if (sorted.Count == statements.Count) return sorted;
        var stuck = statements.Where((_, i) => waitsFor[i] > 0).Select(s => s.Object).Take(10);
        throw new TemplateException(
            $"The template cannot be cloned: these objects need each other in a circle, so none can be made first: {string.Join("; ", stuck)}. " +
            "Break the circle, for example by dropping one's default or constraint that calls the other.");
    }

    private static IEnumerable<int> Needs(Statement statement, ILookup<ObjectId, ObjectId> dependencies, Dictionary<ObjectId, int> provider) =>
        statement.Provides.SelectMany(id => dependencies[id]).Where(provider.ContainsKey).Select(id => provider[id]).Distinct();
}
