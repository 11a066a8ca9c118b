namespace PgLanes.Scripting;

/// <summary>When a statement runs. Up to <see cref="Structure"/> the dependencies order the statements; after it the phase does.</summary>
internal enum Phase
{
    /// <summary>Schemas, types, sequences, routines, tables, views: in the order of their dependencies.</summary>
    Structure,

    /// <summary>Not a statement of the script: here the baseline's rows are copied.</summary>
    Rows,
    SequenceOwner,
    Index,
    IndexPartition,

    /// <summary>A not-null constraint that a table has under a name of its own comes before that of its parent, which adopts it.</summary>
    HeirNotNull,

    /// <summary>Constraints that could not be part of their table's or domain's creation: they call a routine, or rows need not satisfy them.</summary>
    LateConstraint,

    /// <summary>The index behind a partition's constraint is adopted before a foreign key wants to find the whole.</summary>
    KeyPartition,

    /// <summary>A partition's own foreign keys come before those of its parent, which adopt them.</summary>
    PartitionForeignKey,
    ForeignKey,
    TableAttribute,
    Statistics,
    Trigger,
    TriggerState,
    Rule,
    Policy,

    /// <summary>Materialized views are filled once everything that they may call is there.</summary>
    Refresh,
    Comment,

    /// <summary>The schema first: the owner of an object must be allowed to create in its schema.</summary>
    SchemaOwner,
    SchemaGrant,
    Owner,
    Grant,
    DefaultPrivilege,
}
