using System.Collections.Frozen;

namespace PgLanes.Sql;

/// <summary>The words of SQL that decide what a name next to them means.</summary>
internal static class Keywords
{
    /// <summary>PostgreSQL's keywords that are not unreserved (<c>pg_get_keywords()</c>, catcode C, T and R), of 15 to 18:
    /// the ones that <c>quote_ident</c> quotes.</summary>
    public static readonly FrozenSet<string> Quoted = Words(
        """
        between bigint bit boolean char character coalesce dec decimal exists extract float greatest grouping inout int integer
        interval json json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar json_serialize
        json_table json_value least merge_action national nchar none normalize nullif numeric out overlay position precision real
        row setof smallint substring time timestamp treat trim values varchar xmlattributes xmlconcat xmlelement xmlexists
        xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable
        all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create current_catalog
        current_date current_role current_time current_timestamp current_user default deferrable desc distinct do else end except
        false fetch for foreign from grant group having in initially intersect into lateral leading limit localtime localtimestamp
        not null offset on only or order placing primary references returning select session_user some symmetric system_user table
        then to trailing true union unique user using variadic when where window with
        authorization binary collation concurrently cross current_schema freeze full ilike inner is isnull join left like natural
        notnull outer overlaps right similar tablesample verbose
        """);

    /// <summary>A literal that begins with one of these is taken for SQL.</summary>
    public static readonly FrozenSet<string> Commands = Words(
        """
        select insert update delete merge with values truncate create alter drop grant revoke comment copy lock refresh reindex
        analyze analyse vacuum cluster call do execute explain perform set reset show table declare begin prepare
        """);

    /// <summary>A qualified name right after one of these is that of a relation, routine or type.</summary>
    public static readonly FrozenSet<string> Introducers = Words(
        """
        from join into update only table view sequence index trigger on using call references perform exists truncate function
        procedure routine aggregate type domain operator collate collation setof returns lock copy analyze vacuum reindex cluster
        concurrently inherits of statistics rule policy like
        """);

    /// <summary>Clauses whose comma-separated list is one of relations.</summary>
    public static readonly FrozenSet<string> RelationLists = Words("from join using update truncate table lock only inherits");

    /// <summary>Clauses, and PL/pgSQL statements, that are followed by expressions.</summary>
    public static readonly FrozenSet<string> Expressions = Words(
        """
        select where by having set returning values return next if elsif elseif while exit continue raise assert query execute
        begin loop then else when case and or not in is between like ilike similar any some all distinct limit offset default
        check with filter over escape print end get diagnostics foreach slice strict
        """);

    /// <summary>Types whose text form is the name of an object.</summary>
    public static readonly FrozenSet<string> NameTypes = Words(
        "regclass regproc regprocedure regoper regoperator regtype regcollation regconfig regdictionary");

    /// <summary>Functions whose first argument is the name of an object.</summary>
    public static readonly FrozenSet<string> NameFunctions = Words(
        """
        nextval currval setval lastval pg_get_serial_sequence to_regclass to_regproc to_regprocedure to_regoper to_regoperator
        to_regtype to_regcollation
        """);

    public static readonly FrozenSet<string> SchemaTypes = Words("regnamespace");

    public static readonly FrozenSet<string> SchemaFunctions = Words("to_regnamespace");

    /// <summary>Types that a name may pass through on its way to one of <see cref="NameTypes"/>.</summary>
    public static readonly FrozenSet<string> TextTypes = Words("text varchar cstring");

    /// <summary>Types whose values may be the name of a schema.</summary>
    public static readonly FrozenSet<string> NameHolders = Words("text varchar cstring character char bpchar name unknown citext sql_identifier");

    private static FrozenSet<string> Words(string words) =>
        words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
