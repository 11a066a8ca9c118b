using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace PgLanes.EntityFrameworkCore.Tests.App;

/// <summary>A model in a default schema, with a table in another, enums, a composite type, a sequence for HiLo and one called by name.</summary>
public sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    public DbSet<Customer> Customers => Set<Customer>();

    public DbSet<Order> Orders => Set<Order>();

    public DbSet<Ticket> Tickets => Set<Ticket>();

    public DbSet<Entry> Entries => Set<Entry>();

    /// <summary>What the application says of the provider, in production and in tests.</summary>
    public static void Configure(Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.NpgsqlDbContextOptionsBuilder npgsql) => npgsql
        .MapEnum<OrderState>("order_state", "app")
        .MapEnum<Priority>("Priority", "app")
        .ConfigureDataSource(builder => builder.MapComposite<Address>("address"));

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema("app");
        modelBuilder.HasSequence<long>("order_number").StartsAt(1000);
        modelBuilder.Entity<Customer>().HasData(new Customer { Id = 1, Name = "Ada" }, new Customer { Id = 2, Name = "Bob" });
        modelBuilder.Entity<Order>().Property(order => order.Number).HasDefaultValueSql("nextval('app.order_number')");
        modelBuilder.Entity<Ticket>().Property(ticket => ticket.Id).UseHiLo("ticket_numbers");
        modelBuilder.Entity<Entry>().ToTable("entries", "audit");
    }
}

public sealed class Customer
{
    public long Id { get; set; }

    public required string Name { get; set; }

    public ICollection<Order> Orders { get; } = [];
}

public sealed class Order
{
    public long Id { get; set; }

    public long Number { get; set; }

    public long CustomerId { get; set; }

    public OrderState State { get; set; }

    public Priority Priority { get; set; }

    public decimal Total { get; set; }
}

public sealed class Ticket
{
    public long Id { get; set; }

    public required string Text { get; set; }
}

public sealed class Entry
{
    public long Id { get; set; }

    public required string Text { get; set; }
}

/// <summary>EF Core maps no columns of composite types; the application reads them by hand.</summary>
public sealed record Address
{
    public string? Street { get; set; }

    public string? City { get; set; }
}

public enum OrderState
{
    Open,
    Paid,
    Shipped,
}

public enum Priority
{
    Low,
    [PgName("As soon as possible")]
    High,
}
