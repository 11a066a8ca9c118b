using System.Reflection;
using PgLanes.Model;

namespace PgLanes.Tests;

/// <summary>The proof must be able to fail on whatever a lane can have wrong: every attribute of every kind is damaged by hand, and the proof names it.</summary>
public sealed class AttributeDamageTests(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Every_damaged_attribute_is_named(int version)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        string Own(string sql) => sql.Replace("{0}", CloneCase.Lane, StringComparison.Ordinal).Replace("{roles}", database.Name, StringComparison.Ordinal);
        await database.ExecuteAsync(Own(AttributeDamages.Template));
        await using (var made = await CloneCase.CloneAsync(database, "public", "extra"))
        {
            await made.ShouldBeIdenticalAsync();
            var damages = AttributeDamages.All.Where(damage => damage.Since <= version).ToList();
            await database.ExecuteAsync(Own(string.Join(";\n", damages.Select(damage => damage.Sql).Where(sql => sql.Length > 0))));

            var named = (await made.ProveAsync()).Differences.Select(difference => difference.ObjectName).ToList();
            damages.Where(damage => !named.Exists(name => IsOf(name, damage)))
                .Select(damage => $"{damage.Kind.Name}.{damage.Attribute} of {damage.Label}")
                .ShouldBeEmpty(string.Join('\n', named));
        }

        await using var after = await servers.CreateDatabaseAsync(version);
        await after.ExecuteAsync(Own("DROP ROLE {roles}_one; DROP ROLE {roles}_two"));
    }

    [Fact]
    public void No_attribute_of_any_kind_is_without_a_damage()
    {
        var damages = AttributeDamages.All.ToList();
        var others = AttributeDamages.Others.Keys.SelectMany(names => names.Split(' ')).ToHashSet();
        var kinds = typeof(CatalogObject).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CatalogObject)) && !type.IsAbstract).ToList();
        kinds.Where(kind => damages.TrueForAll(damage => damage.Kind != kind)).ShouldBeEmpty();
        (from kind in kinds
         from attribute in kind.GetProperties(BindingFlags.Instance | BindingFlags.Public)
         where attribute.CanWrite && attribute.PropertyType != typeof(ObjectId) && attribute.Name is not ("Schema" or "Name")
         where !others.Contains(attribute.Name) && !others.Contains($"{kind.Name}.{attribute.Name}")
         where !damages.Exists(damage => damage.Kind == kind && damage.Attribute == attribute.Name)
         select $"{kind.Name}.{attribute.Name}").ShouldBeEmpty();
    }

    private static bool IsOf(string name, AttributeDamage damage) =>
        name.Contains($" {damage.Label}", StringComparison.Ordinal) &&
        (damage.Attribute is null || name.EndsWith($"({Words(damage.Attribute)})", StringComparison.Ordinal));

    private static string Words(string attribute) =>
        string.Concat(attribute.Select((c, i) => char.IsUpper(c) && i > 0 ? $" {char.ToLowerInvariant(c)}" : char.ToLowerInvariant(c).ToString()));
}
