using Microsoft.EntityFrameworkCore;
using Npgsql;
using PgLanes.EntityFrameworkCore.Tests.App;

namespace PgLanes.EntityFrameworkCore.Tests;

/// <summary>Two lanes of the library, made once for its tests.</summary>
public abstract class LibraryLanes(ShopLanes lanes) : IAsyncLifetime
{
    private LanePool? _pool;

    public IReadOnlyList<Lane> Lanes { get; private set; } = [];

    public string Address { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Address = await lanes.CreateDatabaseAsync();
        var options = new LanePoolOptions { Schemas = ["library"], MaxLanes = 2 }.EnsureCreated<LibraryContext>(LibraryContext.Configure);
        var create = options.MigrateAsync!;
        _pool = await LanePool.OpenAsync(Address, options with
        {
            MigrateAsync = async (address, ct) =>
            {
                await create(address, ct);
                await using var source = NpgsqlDataSource.Create(address);
                await using var script = source.CreateCommand(LibraryContext.Script);
                await script.ExecuteNonQueryAsync(ct);
            },
        });
        Lanes = [await _pool.LeaseAsync(1), await _pool.LeaseAsync(2)];
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var lane in Lanes) await lane.DisposeAsync();
        if (_pool is not null) await _pool.DisposeAsync();
    }
}

/// <summary>What EF Core maps beside plain tables, in a lane: each test writes there, and finds nothing of it in the template.</summary>
public abstract class LibraryTests<TLibrary>(TLibrary library) : IAsyncLifetime
    where TLibrary : LibraryLanes
{
    public async ValueTask InitializeAsync()
    {
        foreach (var lane in library.Lanes) await lane.ResetAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await using var source = NpgsqlDataSource.Create(library.Address + ";Pooling=false");
        await using var command = source.CreateCommand(
            """SELECT (SELECT count(*) FROM library.publications) + (SELECT count(*) FROM library."Readers") + (SELECT count(*) FROM library.fines)""");
        (await command.ExecuteScalarAsync()).ShouldBe(0L);
    }

    [Fact]
    public async Task Derived_types_in_tables_of_their_own_are_the_lanes()
    {
        await AddBooksAsync();
        await using var context = Open();
        context.Add(new Magazine { Title = "Weekly", Year = 2026 });
        await context.SaveChangesAsync();
        (await context.Publications.OrderBy(p => p.Id).Select(p => p.Shout).ToListAsync()).ShouldBe(["WAVES", "WIND", "WEEKLY"]);
        (await context.Publications.OfType<Magazine>().SingleAsync()).Year.ShouldBe(2026);
        (await context.Publications.Where(p => p.Words!.Matches("wave")).CountAsync()).ShouldBe(1);

        // One sequence numbers the rows of both tables.
        context.AddRange(new Fine { Amount = 3 }, new Deposit { Amount = 4 });
        await context.SaveChangesAsync();
        (await context.Charges.OrderBy(c => c.Id).Select(c => c.Id).ToListAsync()).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Owned_types_and_documents_are_the_lanes()
    {
        await AddBooksAsync();
        await using var context = Open();
        context.AddRange(
            new Print { Cover = new Cover { Material = "linen", Colours = [new Colour { Name = "library.books" }] } }, new Print { Cover = new Cover { Material = "silk" } });
        (await context.Books.SingleAsync(b => b.Title == "Wind")).Copies.Add(new Copy { Number = 9 });
        await context.SaveChangesAsync();
        await using var again = Open();
        (await again.Prints.Where(p => p.Cover!.Material == "linen").SelectMany(p => p.Cover!.Colours).Select(c => c.Name).SingleAsync()).ShouldBe("library.books");
        (await again.Prints.CountAsync(p => p.Cover!.Material == "silk")).ShouldBe(1);
        (await again.Books.Where(b => b.Copies.Any(c => c.Number == 9)).Select(b => b.Title).SingleAsync()).ShouldBe("Wind");
    }

    [Fact]
    public async Task A_split_query_reads_each_of_its_parts_in_the_lane()
    {
        await AddBooksAsync();
        await using var context = Open();
        var books = await context.Books.AsSplitQuery().OrderBy(b => b.Id).ToListAsync();
        books.Select(b => b.Copies.Count).ShouldBe([2, 0]);
    }

    [Fact]
    public async Task Arrays_of_enums_have_the_lanes_type_in_columns_and_in_parameters()
    {
        await AddBooksAsync();
        await using var context = Open();
        var wanted = new[] { Genre.Poem, Genre.Drama };
        (await context.Books.Where(b => wanted.Contains(b.Genre)).Select(b => b.Title).SingleAsync()).ShouldBe("Wind");
        (await context.Books.Where(b => b.Others.Contains(Genre.Drama)).Select(b => b.Title).SingleAsync()).ShouldBe("Wind");
        (await context.Books.Select(b => b.Others.Count).OrderBy(count => count).ToListAsync()).ShouldBe([0, 2]);
    }

    [Fact]
    public async Task Views_functions_and_procedures_are_the_lanes()
    {
        await AddBooksAsync();
        await using var context = Open();
        (await context.Shelves.OrderBy(s => s.Title).Select(s => s.Pages).ToListAsync()).ShouldBe([200, 100]);
        (await context.Books.Where(b => b.Title == "Wind").Select(b => LibraryContext.PagesOf(b.Genre)).SingleAsync()).ShouldBe(100);
        (await context.LongerThan(150).Join(context.Books, s => s.Title, b => b.Title, (s, b) => b.Genre).SingleAsync()).ShouldBe(Genre.Novel);
        var reader = new Reader { Name = "Ada", Mail = "ADA@example.org" };
        context.Add(reader);
        await context.SaveChangesAsync();
        reader.Id.ShouldBe(1);
        (await context.Readers.SingleAsync(r => r.Mail == "ada@EXAMPLE.org")).Name.ShouldBe("Ada");
    }

    [Fact]
    public async Task A_transaction_that_is_tried_again_stays_in_the_lane()
    {
        await using var context = Open();
        var tries = 0;
        await context.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            context.ChangeTracker.Clear();
            await using var transaction = await context.Database.BeginTransactionAsync();
            context.Add(new Fine { Amount = ++tries });
            await context.SaveChangesAsync();
            if (tries < 3) await context.Database.ExecuteSqlRawAsync("DO 'BEGIN RAISE EXCEPTION ''try again'' USING ERRCODE = ''40001''; END'");
            await transaction.CommitAsync();
        });
        (await context.Charges.Select(c => c.Amount).ToListAsync()).ShouldBe([3]);
    }

    [Fact]
    public async Task A_query_that_was_compiled_once_reads_each_lane()
    {
        for (var round = 0; round < 2; round++)
        {
            foreach (var lane in library.Lanes)
            {
                await using var context = Open(lane);
                context.Add(new Reader { Name = lane.Name });
                await context.SaveChangesAsync();
                foreach (var other in library.Lanes)
                    (await LibraryContext.CountReaders(context, other.Name)).ShouldBe(other == lane ? round + 1 : 0);
            }
        }
    }

    [Fact]
    public async Task A_row_that_another_context_changed_is_a_conflict_also_after_a_reset()
    {
        for (var round = 0; round < 2; round++)
        {
            await AddBooksAsync();
            await using var first = Open();
            await using var second = Open();
            (await first.Books.SingleAsync(b => b.Title == "Wind")).Title = "Rain";
            (await second.Books.SingleAsync(b => b.Title == "Wind")).Title = "Storm";
            await second.SaveChangesAsync();
            await Should.ThrowAsync<DbUpdateConcurrencyException>(() => first.SaveChangesAsync());
            await library.Lanes[0].ResetAsync();
        }
    }

    private LibraryContext Open() => Open(library.Lanes[0]);

    private static LibraryContext Open(Lane lane)
    {
        var options = new DbContextOptionsBuilder<LibraryContext>();
        LibraryContext.Configure(options);
        return new LibraryContext(options.UseLane(lane).Options);
    }

    private async Task AddBooksAsync()
    {
        await using var context = Open();
        context.Add(new Book
        {
            Title = "Waves",
            Pages = 200,
            Genre = Genre.Novel,
            Copies = { new Copy { Number = 1 }, new Copy { Number = 2 } },
        });
        await context.SaveChangesAsync();
        context.Add(new Book { Title = "Wind", Pages = 100, Genre = Genre.Poem, Others = [Genre.Novel, Genre.Drama] });
        await context.SaveChangesAsync();
    }
}
