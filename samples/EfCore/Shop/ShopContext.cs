using Microsoft.EntityFrameworkCore;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;

namespace Shop;

/// <summary>A shop: products in stock, and orders that take them out of it.</summary>
public sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    public DbSet<Product> Products => Set<Product>();

    public DbSet<Order> Orders => Set<Order>();

    public DbSet<JournalEntry> Journal => Set<JournalEntry>();

    public static void Configure(NpgsqlDbContextOptionsBuilder npgsql) =>
        npgsql.MapEnum<Category>("category", "shop").MapEnum<OrderState>("order_state", "shop").MigrationsHistoryTable("__EFMigrationsHistory", "shop");

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema("shop");
        modelBuilder.HasSequence<long>("order_number").StartsAt(1000);
        modelBuilder.Entity<Product>(product =>
        {
            product.HasIndex(p => p.Name).IsUnique();
            product.ToTable(table => table.HasCheckConstraint("stock_is_there", "\"Stock\" >= 0"));
            product.HasData(
                new Product { Id = 1, Name = "Apple", Category = Category.Food, Price = 0.5m, Stock = 100 },
                new Product { Id = 2, Name = "Bread", Category = Category.Food, Price = 3m, Stock = 10 },
                new Product { Id = 3, Name = "Chair", Category = Category.Furniture, Price = 80m, Stock = 4 },
                new Product { Id = 4, Name = "Desk", Category = Category.Furniture, Price = 200m, Stock = 0 },
                new Product { Id = 5, Name = "Novel", Category = Category.Book, Price = 12m, Stock = 7 });
            product.Property(p => p.Id).HasIdentityOptions(startValue: 6);
        });
        modelBuilder.Entity<Order>(order =>
        {
            order.Property(o => o.Number).HasDefaultValueSql("nextval('shop.order_number')");
            order.HasOne(o => o.Product).WithMany().OnDelete(DeleteBehavior.Restrict);
        });
    }
}

public sealed class Product
{
    public int Id { get; set; }

    public required string Name { get; set; }

    public Category Category { get; set; }

    public decimal Price { get; set; }

    public int Stock { get; set; }
}

public sealed class Order
{
    public int Id { get; set; }

    public long Number { get; set; }

    public required string Customer { get; set; }

    public OrderState State { get; set; }

    public int ProductId { get; set; }

    public Product? Product { get; set; }

    public int Quantity { get; set; }

    public decimal Total { get; set; }
}

/// <summary>Written by a trigger.</summary>
public sealed class JournalEntry
{
    public int Id { get; set; }

    public required string Text { get; set; }
}

public enum Category
{
    Food,
    Furniture,
    Book,
}

public enum OrderState
{
    Open,
    Paid,
    Shipped,
    Cancelled,
}
