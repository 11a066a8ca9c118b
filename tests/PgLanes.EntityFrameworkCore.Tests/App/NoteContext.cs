using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace PgLanes.EntityFrameworkCore.Tests.App;

/// <summary>A model without migrations, whose schema is said where a context is made.</summary>
public sealed class NoteContext(DbContextOptions<NoteContext> options, string schema) : DbContext(options)
{
    public DbSet<Note> Notes => Set<Note>();

    public string Schema => schema;

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.ReplaceService<IModelCacheKeyFactory, SchemaKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(schema);
    }

    private sealed class SchemaKey : IModelCacheKeyFactory
    {
        public object Create(DbContext context, bool designTime) => (context.GetType(), ((NoteContext)context).Schema, designTime);
    }
}

public sealed class Note
{
    public long Id { get; set; }

    public required string Text { get; set; }

    public Mood Mood { get; set; }
}

public enum Mood
{
    Sad,
    Glad,
}
