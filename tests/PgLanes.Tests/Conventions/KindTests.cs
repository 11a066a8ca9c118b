using System.Reflection;
using PgLanes.Catalog;
using PgLanes.Model;
using PgLanes.Scripting;

namespace PgLanes.Tests;

/// <summary>A kind of object is one word in five places: its query, reader, model, scripter and cases.</summary>
public sealed class KindTests
{
    private static readonly Assembly _assembly = typeof(CatalogObject).Assembly;
    private static readonly ILookup<Type, Type> _references = TypeReferences.Of(_assembly);

    // Kinds without cases of their own: the class that covers each, and why.
    private static readonly Dictionary<string, (Type Cases, string Why)> _covered = new(StringComparer.Ordinal)
    {
        ["MaterializedView"] = (typeof(ViewCases), "what matters is the order among views of both sorts, so both stand in each template"),
        ["Owner"] = (typeof(RoleCases), "roles belong to the server, so one class makes and drops them for all three"),
        ["Grant"] = (typeof(RoleCases), "roles belong to the server, so one class makes and drops them for all three"),
        ["DefaultPrivilege"] = (typeof(RoleCases), "roles belong to the server, so one class makes and drops them for all three"),
    };

    /// <summary>Every word that at least one of the places knows, however incomplete.</summary>
    public static TheoryData<string> Words =>
    [
        .. _assembly.GetTypes().Where(type => type.Namespace == typeof(KindReader).Namespace && KindOf(type) is KindReader).Select(type => Word(type, "Reader"))
            .Union(_assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(CatalogObject))).Select(type => Word(type, "Model")))
            .Union(_assembly.GetTypes().Where(type => type.Namespace == typeof(KindScripter).Namespace && KindOf(type) is KindScripter).Select(type => Word(type, "Scripter")))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Words))]
    public void A_kind_has_a_query_a_reader_a_model_a_scripter_and_cases(string word) =>
        Missing(word).ShouldBeEmpty($"{word} is not in all five places.");

    [Fact]
    public void Every_listed_kind_is_a_word_that_the_tests_know()
    {
        var words = Words.Select(row => row.Data).ToList();
        CatalogReader.Kinds.Except(words.Select(word => KindOf(TypeOf("Catalog", word + "Reader")) as KindReader))
            .Select(kind => kind!.Sql.Split('\n')[0]).ShouldBeEmpty("CatalogReader.Kinds lists a reader that is no WORDReader with a static Kind.");
        LaneScript.Kinds.Except(words.Select(word => KindOf(TypeOf("Scripting", word + "Scripter")) as KindScripter))
            .Select(kind => kind!.Kind.Name).ShouldBeEmpty("LaneScript.Kinds lists a scripter that is no WORDScripter with a static Kind.");
        words.Count.ShouldBe(CatalogReader.Kinds.Count);
    }

    [Fact]
    public void A_kind_covered_elsewhere_has_no_cases_of_its_own() =>
        _covered.Keys.Where(word => CasesOf(word) is not null)
            .ShouldBeEmpty("These kinds have cases of their own: take them out of the list of covered ones.");

    private static IEnumerable<string> Missing(string word)
    {
        var model = TypeOf("Model", word + "Model");
        if (model?.IsSubclassOf(typeof(CatalogObject)) != true) yield return $"src/PgLanes/Model/{word}Model.cs: write the record, a {nameof(CatalogObject)}";

        var reader = TypeOf("Catalog", word + "Reader");
        var readerKind = KindOf(reader) as KindReader;
        if (readerKind is null) yield return $"src/PgLanes/Catalog/{word}Reader.cs: write the reader, with a static Kind";
        else
        {
            if (!CatalogReader.Kinds.Contains(readerKind)) yield return $"CatalogReader.Kinds: list {word}Reader.Kind";
            if (!_references[reader!].Contains(model!)) yield return $"{word}Reader: read rows into {word}Model";
            var query = readerKind.Sql.Split(':')[0].TrimStart('-', ' ');
            if (!IsPlural(query, word)) yield return $"{word}Reader: its query is named {query}, which is no plural of {word}";
            var file = $"src/PgLanes/Catalog/Queries/{query}.sql";
            if (!File.Exists(Repository.PathOf(file)) || Repository.Text(file) != readerKind.Sql) yield return $"{file}: give the query the name that its header says";
        }

        if (KindOf(TypeOf("Scripting", word + "Scripter")) is not KindScripter scripter)
            yield return $"src/PgLanes/Scripting/{word}Scripter.cs: write the scripter, with a static Kind";
        else
        {
            if (!LaneScript.Kinds.Contains(scripter)) yield return $"LaneScript.Kinds: list {word}Scripter.Kind";
            if (scripter.Kind != model) yield return $"{word}Scripter: script {word}Model, not {scripter.Kind.Name}";
        }

        if (!_covered.ContainsKey(word) && CasesOf(word)?.GetMethods().Any(m => m.IsDefined(typeof(FactAttribute))) != true)
            yield return $"tests/PgLanes.Tests/Cases/{word}Cases.cs: write cases that clone the kind on every version";
    }

    private static bool IsPlural(string query, string word)
    {
        var singular = string.Concat(word.Select((letter, i) => (i > 0 && char.IsUpper(letter) ? "_" : "") + char.ToLowerInvariant(letter)));
        return query == singular || query == singular + "s" || query == singular + "es" || query == singular[..^1] + "ies";
    }

    private static string Word(Type type, string suffix) => type.Name.EndsWith(suffix, StringComparison.Ordinal) ? type.Name[..^suffix.Length] : type.Name;

    private static Type? TypeOf(string room, string name) => _assembly.GetType($"PgLanes.{room}.{name}");

    private static Type? CasesOf(string word) => typeof(KindTests).Assembly.GetType($"PgLanes.Tests.{word}Cases");

    private static object? KindOf(Type? type) => type is { ContainsGenericParameters: false }
        ? type.GetProperty("Kind", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly)?.GetValue(null)
        : null;
}
