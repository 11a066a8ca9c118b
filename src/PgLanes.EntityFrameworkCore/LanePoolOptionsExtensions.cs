using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace PgLanes.EntityFrameworkCore;

/// <summary>Templates that EF Core makes.</summary>
public static class LanePoolOptionsExtensions
{
    /// <summary>
    /// Applies the context's pending migrations to the template whenever a pool opens, by one process at a time. Where the default place of the history
    /// table, <c>public</c>, is not one of <see cref="LanePoolOptions.Schemas"/> and nobody named another, it is made in the first of them, so that lanes have it.
    /// </summary>
    /// <param name="options">The pool's options. A migration that they have is replaced.</param>
    /// <param name="configure">Adds to the context's options, which name the template's database: mappings of enums, the assembly of the migrations.</param>
    /// <param name="create">Makes the context. Default: its constructor that takes <see cref="DbContextOptions{TContext}"/> or <see cref="DbContextOptions"/> alone.</param>
    /// <typeparam name="TContext">The context.</typeparam>
    /// <returns>The pool's options with the migration.</returns>
    /// <exception cref="InvalidOperationException">When the pool opens: the history table is in <c>public</c>, which is no schema of the template, or there are no migrations.</exception>
    public static LanePoolOptions EnsureMigrated<TContext>(
        this LanePoolOptions options, Action<DbContextOptionsBuilder<TContext>>? configure = null, Func<DbContextOptions<TContext>, TContext>? create = null)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with
        {
            Rebuild = true,
            MigrateAsync = async (connectionString, ct) =>
            {
                var builder = await TemplateContext.OptionsAsync(connectionString, options.Schemas, configure, ct).ConfigureAwait(false);
                await History.CheckAsync(builder, options.Schemas, connectionString, ct).ConfigureAwait(false);
                History.PutInto(builder, options.Schemas);
                var context = TemplateContext.Create(builder, create, connectionString);
                await using var _ = context.ConfigureAwait(false);
                CheckMigrations(context);
                await context.Database.MigrateAsync(ct).ConfigureAwait(false);
            },
        };
    }

    /// <summary>Makes the model's tables, and its seeds, when a pool opens and the template is empty. For projects without migrations: a model that changed
    /// later does not change a template that is there.</summary>
    /// <inheritdoc cref="EnsureMigrated{TContext}"/>
    public static LanePoolOptions EnsureCreated<TContext>(
        this LanePoolOptions options, Action<DbContextOptionsBuilder<TContext>>? configure = null, Func<DbContextOptions<TContext>, TContext>? create = null)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with
        {
            MigrateAsync = async (connectionString, ct) =>
            {
                var builder = await TemplateContext.OptionsAsync(connectionString, options.Schemas, configure, ct).ConfigureAwait(false);
                var context = TemplateContext.Create(builder, create, connectionString);
                await using var _ = context.ConfigureAwait(false);
                // EnsureCreated makes nothing where any other schema has tables, such as those of another template.
                await context.GetService<IRelationalDatabaseCreator>().CreateTablesAsync(ct).ConfigureAwait(false);
                var core = context.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>();
                if (core?.AsyncSeeder is { } seed) await seed(context, true, ct).ConfigureAwait(false);
                else core?.Seeder?.Invoke(context, true);
            },
        };
    }

    // EF Core migrates with none, and lanes of nothing would be made.
    private static void CheckMigrations(DbContext context)
    {
        var migrations = context.GetService<IMigrationsAssembly>();
        if (migrations.Migrations.Count > 0) return;
        throw new InvalidOperationException(
            $"{context.GetType().Name} has no migrations in {migrations.Assembly.GetName().Name}: add one (dotnet ef migrations add), name the assembly that has them " +
            "(MigrationsAssembly), or use EnsureCreated.");
    }
}
