using Microsoft.EntityFrameworkCore;
using PgLanes.EntityFrameworkCore;
using PgLanes.Xunit;
using Story;
using Xunit;

/// <summary>The same lanes with EF Core.</summary>
public sealed class EntityFrameworkTests : LaneTest<ShopLanes>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task An_order_is_saved_and_counted_by_the_trigger(int orders)
    {
        await using var context = Open();
        for (var i = 0; i < orders; i++) context.Add(new Order { Customer = 2, State = OrderState.Paid, Total = 5 });
        Assert.Equal(orders, await context.SaveChangesAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1001, await context.Orders.Where(o => o.State == OrderState.Paid).MinAsync(o => o.Number, TestContext.Current.CancellationToken));
        Assert.Equal(orders, await context.Database.SqlQuery<int>($"SELECT orders AS \"Value\" FROM public.customer WHERE id = 2").SingleAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Each_test_starts_with_one_open_order()
    {
        await using var context = Open();
        Assert.Equal(OrderState.Open, (await context.Orders.SingleAsync(TestContext.Current.CancellationToken)).State);
    }

    private ShopContext Open() =>
        new(new DbContextOptionsBuilder<ShopContext>().UseNpgsql(npgsql => npgsql.MapEnum<OrderState>("order_state", "public")).UseLane(Lane).Options);
}

public sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.HasDefaultSchema("public").Entity<Order>(order =>
    {
        order.ToTable("orders").HasKey(o => o.Number);
        order.Property(o => o.Number).HasColumnName("number").ValueGeneratedOnAdd().HasDefaultValueSql("nextval('public.order_number')");
        order.Property(o => o.Customer).HasColumnName("customer");
        order.Property(o => o.State).HasColumnName("state");
        order.Property(o => o.Total).HasColumnName("total");
    });
}

public sealed class Order
{
    public long Number { get; set; }

    public long Customer { get; set; }

    public OrderState State { get; set; }

    public decimal Total { get; set; }
}
