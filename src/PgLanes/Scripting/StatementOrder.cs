using PgLanes.Model;

namespace PgLanes.Scripting;

/// <summary>Puts statements into an order in which each finds what it needs.</summary>
internal static class StatementOrder
{
    /// <summary>Returns <paramref name="statements"/> so that each comes after those that provide what it depends on, and otherwise
    /// in the order given. Objects that need themselves are outlined first, where they can be. Time and space grow with the statements
    /// and the dependencies.</summary>
    /// <exception cref="TemplateException">Statements need each other in a circle.</exception>
    public static IReadOnlyList<Statement> Sort(IReadOnlyList<Statement> statements, DatabaseModel model)
    {
        var sorted = TrySort(statements, model, out var stuck);
        var circular = stuck.Concat(statements.Where(s => s.Outline is not null && model.Dependencies[s.Provides[0]].Contains(s.Provides[0]))).Distinct().ToList();
        if (circular.Count > 0)
        {
            var needs = new Needs(statements, model);
            var outlines = circular.Where(s => s.Outline is not null && needs.Has(s.Provides[0], s.Provides[0]))
                .Select(s => s with { Sql = s.Outline!, Provides = [], Announces = s.Provides[0] });
            sorted = TrySort([.. statements, .. outlines], model, out stuck);
        }

        if (stuck.Count == 0) return sorted;
        throw new TemplateException(
            $"The template cannot be cloned: these objects need each other in a circle, so none can be made first: {string.Join("; ", stuck.Take(10).Select(s => s.Object))}. " +
            "Break the circle, for example by dropping one's default or constraint that calls the other.");
    }

    /// <summary>Returns the statements that need each other in a circle, or one that does.</summary>
    public static IReadOnlyList<Statement> Stuck(IReadOnlyList<Statement> statements, DatabaseModel model)
    {
        TrySort(statements, model, out var stuck);
        return stuck;
    }

    private static List<Statement> TrySort(
        IReadOnlyList<Statement> statements, DatabaseModel model, out IReadOnlyList<Statement> stuck)
    {
        var providers = new Providers(statements, model);

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

        stuck = [.. statements.Where((_, i) => waitsFor[i] > 0)];
        return sorted;
    }

    /// <summary>Which statement each must wait for.</summary>
    private sealed class Providers
    {
        private readonly IReadOnlyList<Statement> _statements;
        private readonly ILookup<ObjectId, ObjectId> _dependencies;
        private readonly Dictionary<ObjectId, int> _makes = [];
        private readonly Dictionary<ObjectId, int> _announces = [];
        private readonly Lazy<Needs> _needs;
        private readonly ILookup<ObjectId, ObjectId>? _outward;

        public Providers(IReadOnlyList<Statement> statements, DatabaseModel model)
        {
            (_statements, _dependencies, _needs) = (statements, model.Dependencies, new Lazy<Needs>(() => new Needs(statements, model)));
            for (var i = 0; i < statements.Count; i++)
            {
                foreach (var id in statements[i].Provides) _makes.TryAdd(id, i);
                if (statements[i].Announces is { } announced) _announces.TryAdd(announced, i);
            }

            if (_announces.Count > 0) _outward = model.Edges.Where(edge => edge.IsOutward && _announces.ContainsKey(edge.Dependent)).ToLookup(e => e.Dependent, e => e.Referenced);
        }

        public IEnumerable<int> Of(int statement) =>
            _statements[statement].Provides.SelectMany(id => _dependencies[id].Select(needed => For(id, needed)).Append(Announcement(id)))
                .Concat(_statements[statement].Announces is { } announced ? Before(announced) : [])
                .OfType<int>().Distinct();

        // What the announced object itself needs finds it announced, not made.
        private int? For(ObjectId id, ObjectId needed) =>
            _announces.TryGetValue(needed, out var announced) && _needs.Value.Has(needed, id) ? announced
            : _makes.TryGetValue(needed, out var made) ? made
            : null;

        private int? Announcement(ObjectId id) => _announces.TryGetValue(id, out var announced) ? announced : null;

        // An announcement names what others see of the object, such as the types of its arguments or columns; and it can wait for
        // whatever does not need the object in turn.
        private IEnumerable<int?> Before(ObjectId announced) =>
            _dependencies[announced].Where(needed => !_needs.Value.Has(needed, announced)).Concat(_outward![announced].Where(needed => needed != announced))
                .Select(needed => For(announced, needed));
    }

    /// <summary>What an object cannot exist without, directly or not; itself only where it stands in a circle. What one statement makes
    /// stands for one object: a table needs what its generated columns call.</summary>
    private sealed class Needs
    {
        private readonly Dictionary<ObjectId, ObjectId> _owner = [];
        private readonly ILookup<ObjectId, ObjectId> _needs;
        private readonly Dictionary<ObjectId, HashSet<ObjectId>> _known = [];

        public Needs(IReadOnlyList<Statement> statements, DatabaseModel model)
        {
            foreach (var statement in statements)
                foreach (var id in statement.Provides) _owner.TryAdd(id, statement.Provides[0]);
            _needs = model.Edges.Select(edge => (edge, Dependent: Owner(edge.Dependent), Referenced: Owner(edge.Referenced)))
                .Where(e => e.Dependent != e.Referenced || e.edge.Dependent == e.edge.Referenced)
                .ToLookup(e => e.Dependent, e => e.Referenced);
        }

        public bool Has(ObjectId id, ObjectId needed) => Of(Owner(id)).Contains(Owner(needed));

        private ObjectId Owner(ObjectId id) => _owner.GetValueOrDefault(id, id);

        private HashSet<ObjectId> Of(ObjectId id)
        {
            if (_known.TryGetValue(id, out var found)) return found;
            found = [];
            var open = new Stack<ObjectId>([id]);
            while (open.TryPop(out var next))
                foreach (var needed in _needs[next].Where(found.Add)) open.Push(needed);
            return _known[id] = found;
        }
    }
}
