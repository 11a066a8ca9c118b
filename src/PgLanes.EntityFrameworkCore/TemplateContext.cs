using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;

namespace PgLanes.EntityFrameworkCore;

/// <summary>A context that works on the template, to make it.</summary>
internal static class TemplateContext
{
    private const BindingFlags PublicConstructor = BindingFlags.CreateInstance | BindingFlags.Instance | BindingFlags.Public | BindingFlags.DoNotWrapExceptions;

    private const string SchemasQuery =
        """
        SELECT n.nspname FROM pg_catalog.pg_namespace AS n
        WHERE coalesce(pg_catalog.obj_description(n.oid, 'pg_namespace'), '') NOT LIKE '%Made by PgLanes: lane %'
        """;

    public static async Task<DbContextOptionsBuilder<TContext>> OptionsAsync<TContext>(
        string connectionString, IEnumerable<string> schemas, Action<DbContextOptionsBuilder<TContext>>? configure, CancellationToken cancellationToken)
        where TContext : DbContext
    {
        // A connection that stays open in a pool would keep the server from copying the database.
        var address = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;
        var builder = new DbContextOptionsBuilder<TContext>().UseNpgsql(address);
        configure?.Invoke(builder);
        // Lanes of an earlier run have types of the same names.
        string[] besideLanes = [.. (await ReadSchemasAsync(address, cancellationToken).ConfigureAwait(false)).Union(schemas)];
        var own = builder.Options.FindExtension<NpgsqlOptionsExtension>()?.DataSourceBuilderAction;
        builder.UseNpgsql(npgsql => npgsql.ConfigureDataSource(source =>
        {
            source.ConfigureTypeLoading(types => types.SetTypeLoadingSchemas(besideLanes));
            own?.Invoke(source);
        }));
        return builder;
    }

    /// <exception cref="InvalidOperationException">The context cannot be made, or its own options lead to another database than the template's.</exception>
    public static TContext Create<TContext>(
        DbContextOptionsBuilder<TContext> builder, Func<DbContextOptions<TContext>, TContext>? create, string connectionString)
        where TContext : DbContext
    {
        var context = create is not null ? create(builder.Options) : Create<TContext>(builder.Options);
        var there = new NpgsqlConnectionStringBuilder(context.Database.GetDbConnection().ConnectionString);
        var template = new NpgsqlConnectionStringBuilder(connectionString);
        if ((there.Host, there.Port, there.Database) == (template.Host, template.Port, template.Database)) return context;
        context.Dispose();
        throw new InvalidOperationException(
            $"{typeof(TContext).Name} leads to the database {there.Database} at {there.Host}:{there.Port}, and the template is {template.Database} at {template.Host}:{template.Port}. " +
            "Name no database in the options for EnsureMigrated or EnsureCreated, nor in OnConfiguring where options are there already.");
    }

    private static TContext Create<TContext>(DbContextOptions<TContext> options)
        where TContext : DbContext
    {
        try
        {
            return (TContext)Activator.CreateInstance(typeof(TContext), PublicConstructor, binder: null, [options], culture: null)!;
        }
        catch (MissingMethodException exception)
        {
            throw new InvalidOperationException(
                $"{typeof(TContext).Name} has no constructor that takes DbContextOptions<{typeof(TContext).Name}> or DbContextOptions alone: " +
                "say with the parameter create of EnsureMigrated or EnsureCreated how it is made.",
                exception);
        }
    }

    private static async Task<List<string>> ReadSchemasAsync(string address, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(address);
        await using var _ = connection.ConfigureAwait(false);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        var command = new NpgsqlCommand(SchemasQuery, connection);
        await using var __ = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var ___ = reader.ConfigureAwait(false);
        var schemas = new List<string>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) schemas.Add(reader.GetString(0));
        return schemas;
    }
}
