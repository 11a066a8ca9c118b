using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Proof;

/// <summary>The second pass of what domains keep as expressions.</summary>
internal static class DomainTrials
{
    public static SecondPassTrial Default(DomainModel expected, DomainModel actual, string scratch) => new(
        [
            $"CREATE DOMAIN {scratch} AS {actual.BaseType} DEFAULT {expected.Default}",
            $"CREATE TEMPORARY TABLE {Kept(scratch)} ON COMMIT DROP AS {Expression(scratch)}",
            $"ALTER DOMAIN {scratch} SET DEFAULT {actual.Default}",
        ],
        $"SELECT ({Expression(scratch)}) = text AS same FROM {Kept(scratch)}");

    /// <summary>The scratch domain is one over the constraint's own, so that the checked value has its type.</summary>
    public static SecondPassTrial Check(DomainConstraintModel expected, DomainConstraintModel actual, string scratch) => new(
        [
            $"CREATE DOMAIN {scratch} AS {Identifier.Quote(expected.Schema, expected.Domain)}",
            $"ALTER DOMAIN {scratch} ADD CONSTRAINT pglanes_expected {expected.Definition}",
            $"ALTER DOMAIN {scratch} ADD CONSTRAINT pglanes_actual {actual.Definition}",
        ],
        "SELECT count(DISTINCT pg_get_constraintdef(k.oid)) = 1 AS same FROM pg_catalog.pg_constraint AS k " +
        $"WHERE k.contypid = {Literal.Quote(scratch)}::regtype AND k.conname LIKE 'pglanes%'");

    private static string Kept(string scratch) => Identifier.Quote("pg_temp", scratch.Replace("\"", "", StringComparison.Ordinal));

    private static string Expression(string scratch) =>
        "SELECT pg_get_expr(t.typdefaultbin, 'pg_catalog.pg_type'::regclass) AS text FROM pg_catalog.pg_type AS t " +
        $"WHERE t.oid = {Literal.Quote(scratch)}::regtype";
}
