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
        var providers = new Providers(statements, dependencies);

        var waitsFor = new int[statements.Count];
        var awaitedBy = new List<int>[statements.Count];
        for (var i = 0; i < statements.Count; i++) awaitedBy[i] = [];
        for (var i = 0; i < statements.Count; i++)
        {
            foreach (var needed in providers.Of(i).Where(needed => needed != i))
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

    /// <summary>Which statement each must wait for.</summary>
    private sealed class Providers
    {
        private readonly IReadOnlyList<Statement> _statements;
        private readonly ILookup<ObjectId, ObjectId> _dependencies;
        private readonly Dictionary<ObjectId, int> _makes = [];
        private readonly Dictionary<ObjectId, int> _announces = [];

        public Providers(IReadOnlyList<Statement> statements, ILookup<ObjectId, ObjectId> dependencies)
        {
            (_statements, _dependencies) = (statements, dependencies);
            for (var i = 0; i < statements.Count; i++)
            {
                foreach (var id in statements[i].Provides) _makes.TryAdd(id, i);
                if (statements[i].Announces is { } announced) _announces.TryAdd(announced, i);
            }
        }

        public IEnumerable<int> Of(int statement) =>
            _statements[statement].Provides.SelectMany(id => _dependencies[id].Select(needed => For(id, needed)).Append(Announcement(id)))
                .OfType<int>().Distinct();

        // What the type itself needs finds the type announced, not made.
        private int? For(ObjectId id, ObjectId needed) =>
            _announces.TryGetValue(needed, out var announced) && _dependencies[needed].Contains(id) ? announced
            : _makes.TryGetValue(needed, out var made) ? made
            : null;

        private int? Announcement(ObjectId id) => _announces.TryGetValue(id, out var announced) ? announced : null;
    }
}
