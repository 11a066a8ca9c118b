using System.Runtime.InteropServices;

namespace PgLanes.Model;

/// <summary>An object's address on its server: the catalog that holds it and its oid there.
/// It says nothing across copies, so nothing compares it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ObjectId(uint Catalog, uint Oid);

/// <summary>The fixed oids of the system catalogs that objects live in (PostgreSQL's include/catalog headers).</summary>
internal static class CatalogOid
{
    public const uint DefaultPrivilege = 826;
    public const uint Type = 1247;
    public const uint Routine = 1255;
    public const uint Relation = 1259;
    public const uint Default = 2604;
    public const uint Cast = 2605;
    public const uint Constraint = 2606;
    public const uint Conversion = 2607;
    public const uint Schema = 2615;
    public const uint OperatorClass = 2616;
    public const uint Operator = 2617;
    public const uint Rule = 2618;
    public const uint Trigger = 2620;
    public const uint OperatorFamily = 2753;
    public const uint Policy = 3256;
    public const uint Transform = 3576;
    public const uint Statistics = 3381;
    public const uint Collation = 3456;
    public const uint TextSearchDictionary = 3600;
    public const uint TextSearchParser = 3601;
    public const uint TextSearchConfiguration = 3602;
    public const uint TextSearchTemplate = 3764;
}
