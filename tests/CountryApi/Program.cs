using Microsoft.EntityFrameworkCore;

var builder = WebApplication.CreateBuilder(args);
builder.Logging.ClearProviders();
// Read at once, as applications do: a setting that comes later is too late.
var shop = builder.Configuration.GetConnectionString("Shop") ?? "Host=nowhere.invalid;Database=production";
builder.Services.AddDbContext<ShopContext>(options => options.UseNpgsql(shop));
var app = builder.Build();
app.MapGet("/countries", (ShopContext shop) => shop.Countries.Select(country => country.Name).ToListAsync());
app.MapPost("/countries", async (ShopContext shop, Country country) =>
{
    shop.Add(country);
    await shop.SaveChangesAsync();
    return Results.Created($"/countries/{country.Code}", country);
});
app.MapGet("/orders/{id:int}", async (ShopContext shop, int id) =>
    await shop.Database.SqlQuery<int>($"SELECT id AS \"Value\" FROM public.orders WHERE id = {id}").AnyAsync() ? Results.Ok(id) : Results.NotFound());
await app.RunAsync();
