using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PgLanes.EntityFrameworkCore.Tests.App;

namespace PgLanes.EntityFrameworkCore.Tests;

/// <summary>The ways in which an application makes contexts.</summary>
public abstract class ApplicationTests<TLanes> : ShopTest<TLanes>
    where TLanes : ShopLanes
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Contexts_of_a_service_provider_are_in_the_lane(bool isPooled)
    {
        var services = new ServiceCollection();
        // As in the application's own start.
        if (isPooled) services.AddDbContextPool<ShopContext>(Configure, poolSize: 2);
        else services.AddDbContext<ShopContext>(Configure);
        // As in a test's.
        services.ConfigureDbContext<ShopContext>(options => options.UseLane(Lane));
        await using var provider = services.BuildServiceProvider();
        for (var i = 1; i <= 4; i++)
        {
            await using var scope = provider.CreateAsyncScope();
            var context = scope.ServiceProvider.GetRequiredService<ShopContext>();
            context.Add(new Order { CustomerId = 1, State = OrderState.Paid });
            await context.SaveChangesAsync();
            (await context.Orders.CountAsync(order => order.State == OrderState.Paid)).ShouldBe(i);
        }

        (await AskAsync<long>($"SELECT count(*) FROM \"Orders\"")).ShouldBe(4);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Contexts_of_a_factory_are_in_the_lane(bool isPooled)
    {
        var services = new ServiceCollection();
        services.ConfigureDbContext<ShopContext>(options => options.UseLane(Lane));
        if (isPooled) services.AddPooledDbContextFactory<ShopContext>(Configure);
        else services.AddDbContextFactory<ShopContext>(Configure);
        await using var provider = services.BuildServiceProvider();
        await using (var context = await provider.GetRequiredService<IDbContextFactory<ShopContext>>().CreateDbContextAsync())
        {
            context.Add(new Entry { Text = "made" });
            await context.SaveChangesAsync();
        }

        (await AskAsync<string>("SELECT \"Text\" FROM entries")).ShouldBe("made");
    }

    [Fact]
    public async Task A_compiled_model_works_in_a_lane()
    {
        await using var context = new ShopContext(OptionsFor(Lane).UseModel(App.Compiled.ShopContextModel.Instance).Options);
        context.Add(new Order { CustomerId = 2, State = OrderState.Shipped, Priority = Priority.High });
        await context.SaveChangesAsync();
        (await context.Orders.SingleAsync(order => order.Priority == Priority.High)).State.ShouldBe(OrderState.Shipped);
        (await AskAsync<long>("SELECT count(*) FROM app.\"Orders\"")).ShouldBe(0);
    }

    [Fact]
    public async Task A_data_source_of_the_application_is_replaced()
    {
        await using var source = new NpgsqlDataSourceBuilder("Host=nowhere.invalid").Build();
        foreach (var options in new[]
        {
            new DbContextOptionsBuilder<ShopContext>().UseNpgsql(source, npgsql => npgsql.MapEnum<OrderState>("order_state", "app")).UseLane(Lane),
            new DbContextOptionsBuilder<ShopContext>().UseLane(Lane).UseNpgsql(source, npgsql => npgsql.MapEnum<OrderState>("order_state", "app")),
            new DbContextOptionsBuilder<ShopContext>().UseNpgsql(npgsql => npgsql.MapEnum<OrderState>("order_state", "app")).UseLane(Lane, builder => builder.MapEnum<Priority>("Priority")),
        })
        {
            await using var context = new ShopContext(options.Options);
            (await context.Orders.CountAsync(order => order.State == OrderState.Open)).ShouldBe(0);
        }
    }

    [Fact]
    public async Task A_connection_to_elsewhere_is_refused_and_one_to_the_lane_is_taken()
    {
        await using (var elsewhere = new NpgsqlConnection("Host=localhost;Database=shop;Username=me"))
        {
            await using var context = new ShopContext(OptionsFor(Lane).UseNpgsql(elsewhere).Options);
            (await Should.ThrowAsync<InvalidOperationException>(() => context.Customers.CountAsync())).Message.ShouldContain("was given a connection to elsewhere (tcp://localhost:5432, shop)");
        }

        await using var connection = DataSource.CreateConnection();
        await using var here = new ShopContext(OptionsFor(Lane).UseNpgsql(connection).Options);
        (await here.Customers.CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task The_database_of_a_lane_is_not_deleted()
    {
        await using var context = Open();
        (await Should.ThrowAsync<InvalidOperationException>(() => context.Database.EnsureDeletedAsync())).Message.ShouldContain("EnsureDeleted");
        (await Should.ThrowAsync<InvalidOperationException>(() => context.Database.ExecuteSqlRawAsync("drop database if exists shop"))).Message
            .ShouldContain("its database is not dropped");
        Should.Throw<InvalidOperationException>(() => context.Database.EnsureDeleted());
        (await context.Database.CanConnectAsync()).ShouldBeTrue();
        (await context.Database.EnsureCreatedAsync()).ShouldBeFalse();
    }

    [Fact]
    public void A_service_provider_of_ones_own_is_refused()
    {
        using var provider = new ServiceCollection().AddEntityFrameworkNpgsql().BuildServiceProvider();
        Should.Throw<InvalidOperationException>(() => new ShopContext(OptionsFor(Lane).UseInternalServiceProvider(provider).Options).Dispose()).Message.ShouldContain("UseInternalServiceProvider");
    }

    private static void Configure(DbContextOptionsBuilder options) => options.UseNpgsql("Host=nowhere.invalid;Database=production", ShopContext.Configure);
}
