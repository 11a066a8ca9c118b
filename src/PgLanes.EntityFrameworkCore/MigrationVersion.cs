using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;

namespace PgLanes.EntityFrameworkCore;

/// <summary>
/// What applying a context's migrations does, as a text that is another one once something of it was built anew: the files that the context lies among, except
/// those that depend on it, such as the tests. So a test that is changed costs no migration, and a migration that is added is never missed.
/// </summary>
internal static class MigrationVersion
{
    /// <summary>Returns null where that cannot be known: a seed may read anything, and an overridden <c>OnConfiguring</c> may set one.</summary>
    public static string? Of<TContext>(Action<DbContextOptionsBuilder<TContext>>? configure, Func<DbContextOptions<TContext>, TContext>? create)
        where TContext : DbContext
    {
        var context = typeof(TContext);
        if (Path.GetDirectoryName(context.Assembly.Location) is not { Length: > 0 } folder || OverridesConfiguration(context)) return null;
        var builder = new DbContextOptionsBuilder<TContext>().UseNpgsql();
        configure?.Invoke(builder);
        var core = builder.Options.FindExtension<CoreOptionsExtension>();
        if (core is { Seeder: not null } or { AsyncSeeder: not null }) return null;

        var text = new StringBuilder();
        text.Append(context.AssemblyQualifiedName).Append('\n').Append(Environment.Version).Append('\n');
        text.Append(DelegateText.Of(configure, context)).Append(DelegateText.Of(create, context));
        foreach (var extension in builder.Options.Extensions) text.Append(extension.Info.LogFragment).Append('\n');
        foreach (var e in builder.Options.FindExtension<NpgsqlOptionsExtension>()?.EnumDefinitions ?? [])
            text.Append(e.ClrType.AssemblyQualifiedName).Append(' ').Append(e.StoreTypeSchema).Append('.').Append(e.StoreTypeName).Append('\n');

        var relational = RelationalOptionsExtension.Extract(builder.Options);
        var own = new[] { context.Assembly.GetName().Name, relational.MigrationsAssembly, relational.MigrationsAssemblyObject?.GetName().Name };
        var left = DependentsOf(context.Assembly, folder).Except(own).ToHashSet();
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*.dll").Where(file => !left.Contains(Path.GetFileNameWithoutExtension(file.Name))).OrderBy(file => file.Name, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"{file.Name} {file.Length} {file.LastWriteTimeUtc.Ticks}\n");
        return text.ToString();
    }

    private static bool OverridesConfiguration(Type context) =>
        context.GetMethod("OnConfiguring", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public, [typeof(DbContextOptionsBuilder)])?.DeclaringType != typeof(DbContext);

    private static HashSet<string?> DependentsOf(Assembly assembly, string folder)
    {
        var names = new HashSet<string?> { assembly.GetName().Name };
        var others = AppDomain.CurrentDomain.GetAssemblies().Where(other => !other.IsDynamic && Path.GetDirectoryName(other.Location) == folder).ToList();
        while (others.RemoveAll(other => other.GetReferencedAssemblies().Any(reference => names.Contains(reference.Name)) && names.Add(other.GetName().Name)) > 0)
        {
        }

        return names;
    }
}
