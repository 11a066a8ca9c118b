using PgLanes.Sql;

namespace PgLanes.Tests;

/// <summary>Makes a random schema that the server accepts, always the same one for a seed. Here: what the makers of each kind share.</summary>
internal sealed partial class SchemaMaker
{
    /// <summary>A role of the tests' servers that random schemas give privileges and objects to.</summary>
    public const string Role = "random reader";

    private static readonly string[][] SchemaChoices =
        [["public"], ["public"], ["c"], ["my schema"], ["user"], ["Public"], ["public", "Other"], ["public", "c"], ["c", "public"], ["a.b", "user"]];

    private static readonly string[] Words =
    [
        "orders", "Order", "user", "my table", "it's", "dot.ted", "größe", "select", "q\"uote", "c", "public", "a", "x", "b$1", "😀", "time",
        "a name of sixty three bytes that leaves no room for any suffix", "Other", "value", "data", "table", "1st", "C:\\", "%s", "ALL", "_",
    ];

    private readonly Random _random;
    private readonly int _seed;
    private readonly string[] _schemas;
    private readonly List<SchemaStep> _steps = [];
    private readonly HashSet<string> _names = [];
    private readonly List<Made> _described = [];

    private SchemaMaker(int seed)
    {
        // Predictable on purpose: a seed is a schema.
        _random = new Random(seed);
        _seed = seed;
        _schemas = Pick(SchemaChoices);
    }

    public static RandomSchema Make(int seed) => new SchemaMaker(seed).Make();

    private RandomSchema Make()
    {
        (int Weight, Action Make)[] makers =
        [
            (6, AddType), (2, AddSequence), (10, AddTable), (3, AddPartitionedTable), (2, AddChildTable), (3, ChangeTable), (8, AddIndex),
            (6, AddForeignKey), (7, AddExpressionFunction), (6, AddTableFunction), (2, AddProcedure), (7, AddView), (3, AddMaterializedView),
            (5, AddTrigger), (2, AddRule), (3, AddPolicy), (3, AddStatistics), (2, AddAggregate), (2, AddOperator), (1, AddTextSearch),
            (5, AddComment), (5, AddGrant), (2, AddOwner), (1, AddCast), (5, AddRows), (3, AddConstraint),
        ];
        var total = makers.Sum(maker => maker.Weight);
        AddTable();
        for (var left = _random.Next(5, 40); left > 0; left--)
        {
            var place = _random.Next(total);
            foreach (var (weight, make) in makers)
            {
                if (place < weight)
                {
                    make();
                    break;
                }

                place -= weight;
            }
        }

        return new RandomSchema(_seed, _schemas, _steps);
    }

    /// <summary>Adds a step and returns its number.</summary>
    private int Add(string sql, params IEnumerable<int> needs)
    {
        _steps.Add(new SchemaStep(_steps.Count, sql, [.. needs.Where(step => step >= 0).Distinct()]));
        return _steps.Count - 1;
    }

    private bool Chance(int percent) => _random.Next(100) < percent;

    private string Maybe(int percent, string text) => Chance(percent) ? text : "";

    private T Pick<T>(params IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    private T? PickOrNull<T>(IEnumerable<T> choices)
        where T : class
    {
        var list = choices.ToList();
        return list.Count == 0 ? null : Pick(list);
    }

    private List<T> Some<T>(IEnumerable<T> choices, int least, int most)
    {
        var list = choices.ToList();
        while (list.Count > _random.Next(least, most + 1) && list.Count > least) list.RemoveAt(_random.Next(list.Count));
        return list;
    }

    private string NewName()
    {
        var name = Pick(Words);
        while (!_names.Add(name)) name = $"{(name.Length > 40 ? name[..40] : name)}{_random.Next(10)}";
        return name;
    }

    private Made NewObject(string type) => new(type, Pick(_schemas), NewName());

    /// <summary>Returns an object's name as a user might write it: qualified or left to the search path, which finds PostgreSQL's own type time first.</summary>
    private string Ref(Made made) => Chance(60) || made.Name == "time" ? made.Quoted : Identifier.Quote(made.Name);

    private string Ref(Made made, bool qualified) => qualified ? made.Quoted : Ref(made);

    private Made Describe(Made made)
    {
        _described.Add(made);
        return made;
    }

    private static string Q(string name) => Identifier.Quote(name);

    /// <summary>Something that was made and can be named.</summary>
    /// <param name="Type">As COMMENT ON and GRANT name it.</param>
    /// <param name="Schema">Where it is.</param>
    /// <param name="Name">What it is called.</param>
    private sealed record Made(string Type, string Schema, string Name)
    {
        public string Quoted => Identifier.Quote(Schema, Name);

        /// <summary>The step that made it.</summary>
        public int Step { get; init; } = -1;

        /// <summary>The argument types of a function or aggregate, with their parentheses.</summary>
        public string Arguments { get; init; } = "";

        /// <summary>The table of a trigger, policy, rule or constraint.</summary>
        public string? On { get; init; }
    }

    /// <param name="Sql">As a column declares it.</param>
    /// <param name="Family">Which expressions it can stand in.</param>
    /// <param name="Literals">Some values, quoted; none where only null is certain to be valid.</param>
    /// <param name="Step">The step that made it; -1 for PostgreSQL's own.</param>
    private sealed record ColumnType(string Sql, Family Family, IReadOnlyList<string> Literals, int Step = -1)
    {
        public bool IsOrdered => Family is not (Family.Json or Family.Other);
    }

    private sealed record Column(string Name, ColumnType Type, int Step)
    {
        /// <summary>Whether an INSERT may give it a value.</summary>
        public bool IsWritable { get; init; } = true;

        public string Quoted => Identifier.Quote(Name);
    }

    /// <param name="Name">Where it is.</param>
    /// <param name="Kind">As pg_class.relkind says it.</param>
    /// <param name="Columns">Its columns, also those that were added later.</param>
    private sealed record Relation(Made Name, char Kind, List<Column> Columns)
    {
        /// <summary>The column of its primary key that foreign keys refer to, an integer; null where it has none.</summary>
        public Column? Key { get; set; }

        public string? PartitionColumn { get; init; }

        /// <summary>Whether tables inherit from it. A column that it gets later comes behind theirs, which pg_dump does not keep.</summary>
        public bool HasHeirs { get; set; }

        public int Step => Name.Step;

        public bool IsTable => Kind is 'r' or 'p';
    }

    private enum Family
    {
        Integer,
        Number,
        Text,
        Bool,
        Time,
        Json,
        Array,
        Range,
        Enum,
        Other,
    }
}
