using PgLanes.Model;

namespace PgLanes.Tests;

/// <summary>The proof must be able to fail: one attribute of a lane is damaged by hand, and the proof names it.</summary>
public sealed class DamageTests(Servers servers)
{
    /// <summary>Every kind, with each attribute that its model compares.</summary>
    private static readonly IReadOnlyList<(string Kind, IReadOnlyList<string> Attributes)> Kinds =
    [
        .. from type in typeof(CatalogObject).Assembly.GetTypes()
           where type is { IsAbstract: false } && type.IsSubclassOf(typeof(CatalogObject))
           select (type.Name[..^"Model".Length],
               (IReadOnlyList<string>)[.. type.GetProperties().Where(p => p.CanWrite && p.DeclaringType != typeof(CatalogObject)).Select(p => p.Name)]),
    ];

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Each_damaged_attribute_of_a_lane_is_named(int version)
    {
        // Never emptied and used again: what the damages leave is no sound database.
        var database = await servers.CreateDatabaseAsync(version);
        await database.ExecuteAsync(DamageTemplate.For(version));
        await using var made = await CloneCase.CloneAsync(database, "public", "other");
        await made.ShouldBeIdenticalAsync();

        var damages = Damages.All.Where(damage => damage.Since <= version).ToList();
        await database.ExecuteAsync(string.Join(";\n", damages.Select(damage => damage.Sql).OfType<string>().Prepend($"SET search_path = {CloneCase.Lane}")));

        var named = (await made.ProveAsync()).Differences.Select(difference => difference.ObjectName).ToList();
        damages.Select(damage => damage.Named).Where(damage => !named.Any(name => name.EndsWith(damage, StringComparison.Ordinal)))
            .ShouldBeEmpty($"The proof named these alone:\n{string.Join('\n', named)}");
    }

    [Fact]
    public void There_is_a_damage_for_each_attribute_of_each_kind()
    {
        var damaged = Damages.All.Select(damage => $"{damage.Kind}.{damage.Attribute}").ToHashSet();
        Kinds.Select(kind => kind.Kind).Except(Damages.All.Select(damage => damage.Kind)).ShouldBeEmpty("Damages holds none of these kinds.");
        var attributes = Kinds.SelectMany(kind => kind.Attributes.Select(attribute => $"{kind.Kind}.{attribute}")).ToList();
        attributes.Except(damaged).Except(Damages.Exceptions.Keys).ShouldBeEmpty("Damages holds none of these attributes.");
        Damages.Exceptions.Keys.Where(name => damaged.Contains(name) || !attributes.Contains(name)).ShouldBeEmpty("These are no exceptions.");
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task What_depends_on_the_template_is_a_stray(int version)
    {
        await using var made = await CloneCase.MakeAsync(servers, version, "CREATE TABLE parents (id integer)");
        await made.Database.ExecuteAsync("CREATE VIEW test_worker_1.stray AS SELECT id FROM public.parents");

        (await made.ProveAsync()).Strays.ShouldContain(s => s.Contains("test_worker_1.stray", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_privileges_those_that_differ_are_told()
    {
        await using var made = await CloneCase.MakeAsync(servers, Servers.Versions[0], "CREATE TABLE notes (id integer); GRANT SELECT, DELETE ON notes TO PUBLIC");
        await made.Database.ExecuteAsync("REVOKE DELETE ON test_worker_1.notes FROM PUBLIC; GRANT TRIGGER ON test_worker_1.notes TO pg_monitor WITH GRANT OPTION");

        var difference = (await made.ProveAsync()).Differences.Single();
        (difference.Expected, difference.Actual).ShouldBe(("DELETE to public", "TRIGGER to pg_monitor with grant option"));
    }
}
