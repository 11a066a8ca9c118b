namespace PgLanes.Reset;

/// <summary>Puts tables into the order of their foreign keys. Pure.</summary>
internal static class ReferenceOrder
{
    /// <summary>Returns groups of tables, parents before children; the tables of one group refer to each other in a circle, and most
    /// groups have one table. Time and space grow with tables and references (Tarjan's strongly connected components).</summary>
    /// <param name="count">How many tables there are; they are named by index.</param>
    /// <param name="parents">For a table, those that it refers to; itself may be among them.</param>
    public static IReadOnlyList<IReadOnlyList<int>> Groups(int count, ILookup<int, int> parents)
    {
        var search = new Search(count, parents);
        for (var table = 0; table < count; table++) search.Visit(table);
        return search.Groups;
    }

    /// <summary>Returns <paramref name="tables"/> and all that refer to one of them, however far.</summary>
    public static IReadOnlySet<uint> Below(IReadOnlyCollection<uint> tables, IEnumerable<(uint Child, uint Parent)> references)
    {
        var children = references.ToLookup(reference => reference.Parent, reference => reference.Child);
        var below = tables.ToHashSet();
        var open = new Stack<uint>(tables);
        while (open.TryPop(out var table))
            foreach (var child in children[table].Where(below.Add)) open.Push(child);
        return below;
    }

    private sealed class Search(int count, ILookup<int, int> parents)
    {
        private readonly int[] _number = new int[count];
        private readonly int[] _low = new int[count];
        private readonly bool[] _open = new bool[count];
        private readonly Stack<int> _path = new();
        private int _last;

        public List<IReadOnlyList<int>> Groups { get; } = [];

        // No recursion: a chain of references may be as long as there are tables.
        public void Visit(int root)
        {
            if (_number[root] != 0) return;
            var work = new Stack<(int Table, IEnumerator<int> Parents)>();
            work.Push(Enter(root));
            while (work.TryPeek(out var at))
            {
                if (at.Parents.MoveNext())
                {
                    var parent = at.Parents.Current;
                    if (_number[parent] == 0) work.Push(Enter(parent));
                    else if (_open[parent]) _low[at.Table] = Math.Min(_low[at.Table], _number[parent]);
                    continue;
                }

                work.Pop();
                at.Parents.Dispose();
                if (work.TryPeek(out var child)) _low[child.Table] = Math.Min(_low[child.Table], _low[at.Table]);
                if (_low[at.Table] == _number[at.Table]) Groups.Add(Close(at.Table));
            }
        }

        private (int, IEnumerator<int>) Enter(int table)
        {
            _number[table] = _low[table] = ++_last;
            _open[table] = true;
            _path.Push(table);
            return (table, parents[table].GetEnumerator());
        }

        private List<int> Close(int root)
        {
            var group = new List<int>();
            int table;
            do
            {
                table = _path.Pop();
                _open[table] = false;
                group.Add(table);
            }
            while (table != root);
            group.Sort();
            return group;
        }
    }
}
