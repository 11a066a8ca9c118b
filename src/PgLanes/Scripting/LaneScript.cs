using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

/// <summary>Everything that makes one lane: the model that it must equal, and the statements that lead there, in order.</summary>
internal sealed class LaneScript
{
    /// <summary>Every kind that is scripted. The order decides between statements that do not depend on each other.</summary>
    public static IReadOnlyList<KindScripter> Kinds { get; } =
    [
        SchemaScripter.Kind,
        CollationScripter.Kind,
        EnumScripter.Kind,
        CompositeScripter.Kind,
        BaseTypeScripter.Kind,
        DomainScripter.Kind,
        DomainConstraintScripter.Kind,
        RangeScripter.Kind,
        FunctionScripter.Kind,
        AggregateScripter.Kind,
        OperatorScripter.Kind,
        OperatorFamilyScripter.Kind,
        OperatorClassScripter.Kind,
        FamilyMemberScripter.Kind,
        CastScripter.Kind,
        ConversionScripter.Kind,
        TransformScripter.Kind,
        TextSearchParserScripter.Kind,
        TextSearchTemplateScripter.Kind,
        TextSearchDictionaryScripter.Kind,
        TextSearchConfigurationScripter.Kind,
        SequenceScripter.Kind,
        TableScripter.Kind,
        ViewScripter.Kind,
        MaterializedViewScripter.Kind,
        ColumnScripter.Kind,
        ConstraintScripter.Kind,
        IndexScripter.Kind,
        TriggerScripter.Kind,
        RuleScripter.Kind,
        PolicyScripter.Kind,
        StatisticsScripter.Kind,
        CommentScripter.Kind,
        SecurityLabelScripter.Kind,
        ExtensionDependencyScripter.Kind,
        OwnerScripter.Kind,
        GrantScripter.Kind,
        DefaultPrivilegeScripter.Kind,
    ];

    private static readonly Dictionary<Type, KindScripter> ByKind = Kinds.ToDictionary(k => k.Kind);

    private readonly Lazy<IReadOnlyList<Hazard>> _hazards;

    private LaneScript(DatabaseModel target, IReadOnlyList<Statement> beforeRows, IReadOnlyList<Statement> afterRows, Func<IReadOnlyList<Hazard>> hazards)
    {
        _hazards = new Lazy<IReadOnlyList<Hazard>>(hazards);
        Target = target;
        BeforeRows = beforeRows;
        AfterRows = afterRows;
    }

    /// <summary>The template under the lane's names.</summary>
    public DatabaseModel Target { get; }

    /// <summary>What the lane cannot isolate or translate for certain.</summary>
    public IReadOnlyList<Hazard> Hazards => _hazards.Value;

    public IReadOnlyList<Statement> BeforeRows { get; }

    public IReadOnlyList<Statement> AfterRows { get; }

    /// <summary>The search path under which the statements mean what they say, and which the lane's users get.</summary>
    public IReadOnlyList<string> SearchPath => Target.SearchPath;

    /// <summary>Scripts the lane of <paramref name="template"/> under <paramref name="names"/>.</summary>
    /// <param name="template">What the lane is a copy of.</param>
    /// <param name="names">The lane's names.</param>
    /// <param name="filled">The template's tables that the lane starts with rows of; null where that is not known.</param>
    /// <exception cref="TemplateException">Objects of the template depend on each other in a circle, or a partition lies outside.</exception>
    public static LaneScript For(DatabaseModel template, NameMap names, IEnumerable<RelationName>? filled = null)
    {
        TableHazards.RefuseBrokenPartitions(template);
        var target = template.With(
            [.. template.Schemas.Select(names.Schema)],
            [.. InheritanceOrder.Settle(template.Objects).Where(item => item.IsCloned).Select(item => ByKind[item.GetType()].Rename(item, names))]);
        var objects = target.Objects.ToLookup(item => item.GetType());
        var early = filled is null ? new HashSet<ObjectId>()
            : EarlyForeignKeys.Candidates(target, filled.Select(table => table with { Schema = names.Schema(table.Schema) }).ToHashSet());
        var statements = Script(early);
        var possible = EarlyForeignKeys.WithoutCircles(early, Structure(statements), target);
        if (possible.Count < early.Count) statements = Script(possible);
        var structure = StatementOrder.Sort(Structure(statements), target);
        return new LaneScript(target, structure, After(structure, statements), () => Scripting.Hazards.Find(template, names));

        List<Statement> Script(IReadOnlySet<ObjectId> foreignKeys)
        {
            var context = new ScriptContext(target, foreignKeys);
            return [.. Kinds.SelectMany(kind => objects[kind.Kind].SelectMany(item => kind.Script(item, context)))];
        }

        static List<Statement> Structure(IEnumerable<Statement> statements) => [.. statements.Where(s => s.Phase == Phase.Structure)];
    }

    // A materialized view may read another one, also through views and functions, so they are filled in the order of their creation.
    private static List<Statement> After(IReadOnlyList<Statement> structure, IReadOnlyList<Statement> statements)
    {
        var places = structure.SelectMany((s, i) => s.Provides.Select(id => (id, i))).ToLookup(place => place.id, place => place.i);
        return
        [
            .. statements.Where(s => s.Phase != Phase.Structure)
                .OrderBy(s => s.Phase)
                .ThenBy(s => s.Provides.SelectMany(id => places[id]).DefaultIfEmpty().Max()),
        ];
    }

    /// <summary>Returns the names of a lane: which schema stands for which, and what may be renamed.</summary>
    public static NameMap Names(DatabaseModel template, IReadOnlyDictionary<string, string> schemas) => new(
        schemas, MovingNames(template), template.Schemas.Intersect(template.ExtensionSchemas).ToHashSet());

    /// <summary>Returns the names of what moves with its schema.</summary>
    public static IReadOnlySet<(string Schema, string Name)> MovingNames(DatabaseModel template) =>
        template.Objects.Where(item => item.IsNamedBySchema).Select(item => (item.Schema, item.Name))
            .Concat(template.Objects.SelectMany(item => item.CompanionNames)).Except(template.ExtensionObjects).ToHashSet();
}
