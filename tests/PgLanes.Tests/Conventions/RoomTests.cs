using System.Reflection;

namespace PgLanes.Tests;

/// <summary>The way through the house has one direction: a room is a folder and namespace below PgLanes, and uses only rooms before it.</summary>
public sealed class RoomTests
{
    private const string Root = "PgLanes";

    // A new room gets a line here, below every room that it uses.
    private static readonly Room[] _rooms =
    [
        //   room        talks to a server  uses
        new("Model", false, ""),
        new("Sql", false, ""),
        new("Scripting", false, "Model Sql"),
        new("Catalog", true, "Model Sql"),
        new("Cloning", true, "Catalog Scripting Model Sql"),
        new("Proof", true, "Cloning Catalog Scripting Model Sql"),
        new("Leasing", true, "Proof Cloning Catalog Scripting Model Sql"),
        new("Reset", true, "Leasing Cloning Catalog Scripting Model Sql"),
        new("Audit", true, "Leasing Cloning Catalog Model Sql"),
        new("Hosting", true, "Sql"),
    ];

    private static readonly Assembly _assembly = typeof(LaneException).Assembly;
    private static readonly ILookup<Type, Type> _references = TypeReferences.Of(_assembly);

    [Fact]
    public void A_room_uses_only_rooms_before_it()
    {
        var against = from type in Types()
                      where RoomOf(type) is { Length: > 0 }
                      from reference in _references[type]
                      where RoomOf(reference) is { Length: > 0 } used && used != RoomOf(type) && !MayUse(RoomOf(type), used)
                      select $"{type.FullName} refers to {reference.FullName}";
        against.ShouldBeEmpty("Move what is shared to a room before both, or let the root pass it in. Only a reference along the way is added to the table.");
    }

    [Fact]
    public void A_using_directive_names_only_rooms_before_its_own()
    {
        var against = from file in Repository.Files("src/PgLanes", "*.cs")
                      let room = file.Split('/') is [_, _, var folder, _, ..] ? folder : ""
                      where room.Length > 0
                      from line in Repository.Text(file).Split('\n')
                      where line.StartsWith("using ", StringComparison.Ordinal) && line.Contains($"{Root}.", StringComparison.Ordinal)
                      let used = line[(line.IndexOf($"{Root}.", StringComparison.Ordinal) + Root.Length + 1)..].Split('.', ';')[0]
                      where used != room && !MayUse(room, used)
                      select $"{file}: {line}";
        against.ShouldBeEmpty("Remove the directive and what needs it: a constant or a name from a later room is a reference, too.");
    }

    [Fact]
    public void The_table_of_rooms_has_one_direction_and_is_complete()
    {
        for (var i = 0; i < _rooms.Length; i++)
            _rooms[i].Uses.Except(_rooms.Take(i).Select(room => room.Name)).ShouldBeEmpty($"{_rooms[i].Name} may use only the rooms above it.");
        Types().Select(RoomOf).Where(room => room.Length > 0).Distinct().Except(_rooms.Select(room => room.Name))
            .ShouldBeEmpty("These namespaces are no rooms of the table: say there where they stand and what they use.");
    }

    [Fact]
    public void Only_rooms_that_talk_to_a_server_know_Npgsql()
    {
        var quiet = _rooms.Where(room => !room.TalksToServer).Select(room => room.Name).ToHashSet();
        var talkers = from type in Types()
                      where quiet.Contains(RoomOf(type))
                      from reference in _references[type]
                      where reference.Namespace?.Split('.')[0] is "Npgsql" or "NpgsqlTypes"
                      select $"{type.FullName} refers to {reference.FullName}";
        talkers.ShouldBeEmpty("These rooms are pure: read in Catalog, run in Cloning, and hand them a model or a text.");
    }

    [Fact]
    public void What_a_room_uses_of_the_root_refers_to_no_room()
    {
        var composers = from type in Types()
                        where RoomOf(type).Length > 0
                        from used in _references[type]
                        where IsRoot(used) && RoomBehind(used, []) is not null
                        select $"{type.FullName} refers to {used.FullName}, which leads to {RoomBehind(used, [])!.FullName}";
        composers.ShouldBeEmpty("Only the root composes rooms. Give the room the value that it needs instead of the type that holds it.");
    }

    [Fact]
    public void A_files_namespace_is_its_folder()
    {
        var strangers = from file in Repository.Files("src/PgLanes", "*.cs")
                        let expected = string.Join('.', file.Split('/')[1..^1])
                        where !Repository.Text(file).Contains($"\nnamespace {expected};\n", StringComparison.Ordinal)
                              && !Repository.Text(file).StartsWith($"namespace {expected};\n", StringComparison.Ordinal)
                              && Repository.Text(file).Contains("namespace ", StringComparison.Ordinal)
                        select $"{file} should say: namespace {expected};";
        strangers.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(typeof(Cloning.LaneBuilder), typeof(Scripting.LaneScript))]
    [InlineData(typeof(Scripting.IndexScripter), typeof(Sql.Identifier))]
    [InlineData(typeof(Catalog.IndexReader), typeof(Model.IndexModel))]
    [InlineData(typeof(Cloning.StatementRunner), typeof(Npgsql.NpgsqlBatch))]
    public void References_are_seen_in_signatures_lambdas_and_asynchronous_bodies(Type from, Type to) => _references[from].ShouldContain(to);

    private static IEnumerable<Type> Types() => _assembly.GetTypes().Where(type => type.DeclaringType is null);

    private static bool MayUse(string room, string used) => _rooms.Any(r => r.Name == room && r.Uses.Contains(used));

    private static bool IsRoot(Type type) => type.Assembly == _assembly && type.Namespace == Root;

    private static string RoomOf(Type type) =>
        type.Assembly == _assembly && type.Namespace?.StartsWith($"{Root}.", StringComparison.Ordinal) == true ? type.Namespace[(Root.Length + 1)..] : "";

    // The first type of a room that a type of the root leads to, through other types of the root if need be.
    private static Type? RoomBehind(Type type, HashSet<Type> seen) =>
        !seen.Add(type) ? null
        : _references[type].FirstOrDefault(reference => RoomOf(reference).Length > 0)
          ?? _references[type].Where(IsRoot).Select(reference => RoomBehind(reference, seen)).FirstOrDefault(found => found is not null);

    private sealed record Room(string Name, bool TalksToServer, string UsesText)
    {
        public string[] Uses { get; } = UsesText.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
