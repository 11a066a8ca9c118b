using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace PgLanes.EntityFrameworkCore.Tests.App;

/// <summary>A model of what EF Core can map beside plain tables, all in a default schema: hierarchies, JSON, computed columns, views, functions, procedures.</summary>
public sealed class LibraryContext(DbContextOptions<LibraryContext> options) : DbContext(options)
{
    /// <summary>What EF Core maps and does not make.</summary>
    public const string Script =
        """
        CREATE VIEW library.shelf AS SELECT p."Title", b."Pages" FROM library.publications p JOIN library.books b ON b."Id" = p."Id";
        CREATE FUNCTION library.pages_of(wanted library.genre) RETURNS bigint LANGUAGE sql
            AS 'SELECT coalesce(sum("Pages"), 0) FROM library.books WHERE "Genre" = wanted';
        CREATE FUNCTION library.longer_than(pages int) RETURNS SETOF library.shelf LANGUAGE sql AS 'SELECT * FROM library.shelf WHERE "Pages" > pages';
        CREATE PROCEDURE library.add_reader(name text, mail citext, OUT id bigint) LANGUAGE plpgsql
            AS 'BEGIN INSERT INTO library."Readers" ("Name", "Mail") VALUES (name, mail) RETURNING "Id" INTO id; END';
        """;

    public static readonly Func<LibraryContext, string, Task<int>> CountReaders =
        EF.CompileAsyncQuery((LibraryContext context, string name) => context.Readers.Count(reader => reader.Name == name));

    public DbSet<Publication> Publications => Set<Publication>();

    public DbSet<Book> Books => Set<Book>();

    public DbSet<Print> Prints => Set<Print>();

    public DbSet<Charge> Charges => Set<Charge>();

    public DbSet<Reader> Readers => Set<Reader>();

    public DbSet<Shelf> Shelves => Set<Shelf>();

    public static void Configure(DbContextOptionsBuilder options) => options.UseNpgsql(npgsql => npgsql
        .MapEnum<Genre>("genre", "library").EnableRetryOnFailure(maxRetryCount: 3, TimeSpan.FromMilliseconds(10), errorCodesToAdd: null));

    public static long PagesOf(Genre genre) => throw new NotSupportedException($"Only the database knows the pages of {genre}.");

    public IQueryable<Shelf> LongerThan(int pages) => FromExpression(() => LongerThan(pages));

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema("library").HasPostgresExtension("citext");
        modelBuilder.Entity<Publication>(publication =>
        {
            publication.UseTptMappingStrategy().ToTable("publications");
            publication.Property(p => p.Version).IsRowVersion();
            publication.Property(p => p.Shout).HasComputedColumnSql("upper(\"Title\")", stored: true);
            publication.Property(p => p.Words).HasComputedColumnSql("to_tsvector('english', \"Title\")", stored: true);
            publication.HasIndex(p => p.Words).HasMethod("gin");
            publication.OwnsMany(p => p.Copies, copy => copy.ToTable("copies", "library"));
        });
        modelBuilder.Entity<Book>().ToTable("books");
        modelBuilder.Entity<Print>().OwnsOne(p => p.Cover, cover => cover.ToJson().OwnsMany(c => c.Colours));
        modelBuilder.Entity<Magazine>().ToTable("magazines");
        modelBuilder.Entity<Charge>().UseTpcMappingStrategy();
        modelBuilder.Entity<Fine>().ToTable("fines");
        modelBuilder.Entity<Deposit>().ToTable("deposits");
        modelBuilder.Entity<Reader>(reader =>
        {
            reader.ToTable("Readers").InsertUsingStoredProcedure(
                "add_reader", "library", procedure => procedure.HasParameter(r => r.Name).HasParameter(r => r.Mail).HasParameter(r => r.Id, parameter => parameter.IsOutput()));
            reader.Property(r => r.Mail).HasColumnType("citext");
        });
        modelBuilder.Entity<Shelf>().HasNoKey().ToView("shelf", "library");
        modelBuilder.HasDbFunction(() => PagesOf(default)).HasName("pages_of").HasSchema("library");
        modelBuilder.HasDbFunction(() => LongerThan(0)).HasName("longer_than").HasSchema("library");
    }
}

public abstract class Publication
{
    public long Id { get; set; }

    public required string Title { get; set; }

    public string? Shout { get; private set; }

    public NpgsqlTsVector? Words { get; private set; }

    public uint Version { get; private set; }

    public ICollection<Copy> Copies { get; } = [];
}

public sealed class Book : Publication
{
    public int Pages { get; set; }

    public Genre Genre { get; set; }

    public IList<Genre> Others { get; set; } = [];
}

public sealed class Magazine : Publication
{
    public int Year { get; set; }
}

public sealed class Copy
{
    public int Number { get; set; }
}

public sealed class Print
{
    public int Id { get; set; }

    public Cover? Cover { get; set; }
}

public sealed class Cover
{
    public required string Material { get; set; }

    public IList<Colour> Colours { get; set; } = [];
}

public sealed class Colour
{
    public required string Name { get; set; }
}

public abstract class Charge
{
    public int Id { get; set; }

    public decimal Amount { get; set; }
}

public sealed class Fine : Charge;

public sealed class Deposit : Charge;

public sealed class Reader
{
    public long Id { get; set; }

    public required string Name { get; set; }

    public string? Mail { get; set; }
}

public sealed class Shelf
{
    public required string Title { get; set; }

    public int Pages { get; set; }
}

public enum Genre
{
    Novel,
    Poem,
    Drama,
}
