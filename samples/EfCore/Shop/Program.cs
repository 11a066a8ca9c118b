using Microsoft.EntityFrameworkCore;
using Npgsql;
using Shop;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDbContextPool<ShopContext>(options => options.UseNpgsql(builder.Configuration.GetConnectionString("Shop"), ShopContext.Configure));
var app = builder.Build();

app.MapGet("/products", async (ShopContext shop, Category? category) =>
    await shop.Products.Where(p => category == null || p.Category == category).OrderBy(p => p.Id).ToListAsync());
app.MapGet("/products/{id:int}", async (ShopContext shop, int id) =>
    await shop.Products.FindAsync(id) is { } product ? Results.Ok(product) : Results.NotFound());
app.MapPost("/products", async (ShopContext shop, NewProduct made) =>
{
    if (string.IsNullOrWhiteSpace(made.Name) || made.Price < 0 || made.Stock < 0) return Results.BadRequest();
    var product = new Product { Name = made.Name, Category = made.Category, Price = made.Price, Stock = made.Stock };
    shop.Add(product);
    return await SaveAsync(shop) ?? Results.Created($"/products/{product.Id}", product);
});
app.MapPost("/products/raise", async (ShopContext shop, Category category, decimal percent) =>
    await shop.Products.Where(p => p.Category == category)
        .ExecuteUpdateAsync(set => set.SetProperty(p => p.Price, p => decimal.Round(p.Price * (1 + percent / 100), 2))));
app.MapDelete("/products/{id:int}", async (ShopContext shop, int id) =>
{
    try
    {
        return await shop.Products.Where(p => p.Id == id).ExecuteDeleteAsync() == 1 ? Results.NoContent() : Results.NotFound();
    }
    catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.ForeignKeyViolation)
    {
        return Results.Conflict();
    }
});
app.MapPost("/orders", async (ShopContext shop, NewOrder made) =>
{
    if (made.Quantity < 1 || await shop.Products.FindAsync(made.ProductId) is not { } product) return Results.BadRequest();
    var order = new Order { Customer = made.Customer, ProductId = product.Id, Quantity = made.Quantity, Total = made.Quantity * product.Price };
    shop.Add(order);
    return await SaveAsync(shop) ?? Results.Created($"/orders/{order.Number}", new { order.Number, order.State, order.Total });
});
app.MapPost("/orders/{number:long}/{state}", async (ShopContext shop, long number, OrderState state) =>
{
    if (await shop.Orders.SingleOrDefaultAsync(o => o.Number == number) is not { } order) return Results.NotFound();
    var isNext = (order.State, state) is (OrderState.Open, OrderState.Paid) or (OrderState.Open, OrderState.Cancelled) or (OrderState.Paid, OrderState.Shipped);
    if (!isNext) return Results.Conflict();
    order.State = state;
    await shop.SaveChangesAsync();
    return Results.Ok(new { order.Number, order.State, order.Total });
});
app.MapGet("/orders", async (ShopContext shop, OrderState? state) =>
    await shop.Orders.Where(o => state == null || o.State == state).OrderBy(o => o.Number).Select(o => o.Number).ToListAsync());
app.MapGet("/journal", async (ShopContext shop) =>
    await shop.Database.SqlQuery<string>($"SELECT \"Text\" AS \"Value\" FROM shop.\"Journal\" ORDER BY \"Id\"").ToListAsync());
await app.RunAsync();

static async Task<IResult?> SaveAsync(ShopContext shop)
{
    try
    {
        await shop.SaveChangesAsync();
        return null;
    }
    catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.CheckViolation })
    {
        return Results.Conflict();
    }
}

internal sealed record NewProduct(string Name, Category Category, decimal Price, int Stock);

internal sealed record NewOrder(string Customer, int ProductId, int Quantity);
