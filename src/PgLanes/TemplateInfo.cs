namespace PgLanes;

/// <summary>The template as it was when the pool was opened.</summary>
/// <param name="Database">The database.</param>
/// <param name="Schemas">The schemas that are cloned, in the order of the search path.</param>
/// <param name="Fingerprint">The digest of its definitions and baseline; lanes with another one are stale.</param>
/// <param name="Tables">Ordinary and partitioned tables, partitions included.</param>
/// <param name="Indexes">Indexes, those behind constraints included.</param>
/// <param name="ForeignKeys">Foreign keys.</param>
/// <param name="Functions">Functions, procedures and aggregates.</param>
/// <param name="Views">Views and materialized views.</param>
/// <param name="Triggers">Triggers, those of foreign keys not counted.</param>
/// <param name="BaselineRows">The rows that a lane starts with.</param>
public sealed record TemplateInfo(
    string Database,
    IReadOnlyList<string> Schemas,
    string Fingerprint,
    int Tables,
    int Indexes,
    int ForeignKeys,
    int Functions,
    int Views,
    int Triggers,
    long BaselineRows);
