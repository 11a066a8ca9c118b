using PgLanes.Model;

namespace PgLanes.Scripting;

/// <summary>What a scripter may ask about the rest of the model.</summary>
internal sealed class ScriptContext
{
    private readonly ILookup<(string Schema, string Table), ColumnModel> _columns;
    private readonly ILookup<(string Schema, string Table), ConstraintModel> _constraints;
    private readonly Dictionary<(string Schema, string Table), TableModel> _tables;
    private readonly Dictionary<(string? Schema, string? Table, string? Column), SequenceModel> _identities;
    private readonly ILookup<ObjectId, DomainConstraintModel> _domainConstraints;
    private readonly HashSet<(string Schema, string Name)> _incomplete;
    private readonly HashSet<ObjectId> _inline;
    private readonly HashSet<string> _notValid;
    private readonly IReadOnlySet<ObjectId> _early;
    private readonly HashSet<ObjectId> _needed;

    /// <param name="model">The lane to be.</param>
    /// <param name="early">The foreign keys that are written in their tables' creation.</param>
    public ScriptContext(DatabaseModel model, IReadOnlySet<ObjectId> early)
    {
        Model = model;
        _early = early;
        _columns = model.Of<ColumnModel>().ToLookup(c => (c.Schema, c.Table));
        _constraints = model.Of<ConstraintModel>().ToLookup(c => (c.Schema, c.Table));
        _tables = model.Of<TableModel>().ToDictionary(t => (t.Schema, t.Name));
        _identities = model.Of<SequenceModel>().Where(s => s.IsIdentity).ToDictionary(s => (s.OwnerSchema, s.OwnerTable, s.OwnerColumn));
        _domainConstraints = model.Of<DomainConstraintModel>().ToLookup(c => c.DomainId);
        _notValid = [.. model.Of<ConstraintModel>().Where(c => c.IsNotValid).Select(c => c.Name)];
        _needed = [.. model.Edges.Where(edge => edge is { Dependent.Catalog: CatalogOid.Routine or CatalogOid.Relation, Referenced.Catalog: CatalogOid.Constraint }).Select(edge => edge.Referenced)];
        _incomplete = [.. model.Of<IndexModel>().Where(i => !i.IsValid).Select(i => (i.Schema, i.Name))];
        _inline = [.. model.Of<TableModel>().Select(t => t.Id), .. model.Of<SequenceModel>().Select(s => s.Id), .. model.Of<CompositeModel>().Select(c => c.Id)];
    }

    public DatabaseModel Model { get; }

    public IEnumerable<ColumnModel> Columns(string schema, string table) => _columns[(schema, table)];

    public IEnumerable<ConstraintModel> Constraints(string schema, string table) => _constraints[(schema, table)];

    public IEnumerable<DomainConstraintModel> DomainConstraints(ObjectId domain) => _domainConstraints[domain];

    /// <summary>Whether a constraint, inherited and valid, comes from one that may be not valid: then it comes as not valid, too.</summary>
    public bool IsValidatedByItself(ConstraintModel constraint) =>
        constraint is { Kind: 'c' or 'n', IsInherited: true, IsLocal: false, IsNotValid: false } && _notValid.Contains(constraint.Name);

    /// <summary>Whether a foreign key is written in its table's creation.</summary>
    public bool IsEarly(ConstraintModel foreignKey) => _early.Contains(foreignKey.Id);

    public TableModel Table(string schema, string table) => _tables[(schema, table)];

    public SequenceModel? IdentitySequence(ColumnModel column) => _identities.GetValueOrDefault((column.Schema, column.Table, column.Name));

    /// <summary>Whether the index of a partitioned table lacks that of a partition.</summary>
    public bool IsIncomplete(string schema, string index) => _incomplete.Contains((schema, index));

    /// <summary>Whether <paramref name="dependent"/> is <paramref name="referenced"/> or cannot exist without it, directly or not.</summary>
    public bool Needs(ObjectId dependent, ObjectId referenced)
    {
        var seen = new HashSet<ObjectId> { dependent };
        var open = new Stack<ObjectId>(seen);
        while (open.TryPop(out var id))
        {
            if (id == referenced) return true;
            foreach (var next in Model.Dependencies[id].Where(seen.Add)) open.Push(next);
        }

        return false;
    }

    /// <summary>Whether a function or a view cannot exist without the constraint, as <c>ON CONFLICT ON CONSTRAINT</c> cannot.</summary>
    public bool IsNeeded(ObjectId constraint) => _needed.Contains(constraint);

    /// <summary>Whether an expression or a constraint can be part of its table's creation: it may depend on types, tables and
    /// sequences, and a partition's constraint on its parent's, but a routine, or an operator made of one, may itself need the table.</summary>
    public bool IsInline(ObjectId dependent, string expression) => !NamesObject(expression) && IsInline(dependent);

    /// <inheritdoc cref="IsInline(ObjectId, string)" />
    public bool IsInline(ObjectId dependent) =>
        Model.Dependencies[dependent].All(id => id.Catalog is CatalogOid.Type or CatalogOid.Constraint || _inline.Contains(id));

    // A constant such as 't'::regclass may name the table itself; of those only that of a serial column is common.
    private static bool NamesObject(string expression) =>
        expression.Contains("::reg", StringComparison.Ordinal) && !expression.StartsWith("nextval('", StringComparison.Ordinal);
}
