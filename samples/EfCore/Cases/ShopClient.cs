using System.Net;
using System.Net.Http.Json;
using Shop;

namespace ShopCases;

/// <summary>The API as a client sees it.</summary>
public sealed class ShopClient(HttpClient http)
{
    public async Task<HttpStatusCode> AddAsync(string name, Category category, decimal price, int stock)
    {
        using var answer = await http.PostAsJsonAsync("/products", new { name, category, price, stock });
        return answer.StatusCode;
    }

    public Task<Product?> ProductAsync(int id) => http.GetFromJsonAsync<Product>($"/products/{id}");

    public async Task<int> StockAsync(int id) => (await ProductAsync(id))!.Stock;

    public async Task<string> NamesAsync(Category? category = null) =>
        string.Join(' ', (await http.GetFromJsonAsync<List<Product>>(category is null ? "/products" : $"/products?category={category}"))!.Select(p => p.Name));

    public async Task<HttpStatusCode> FindAsync(int id)
    {
        using var answer = await http.GetAsync(new Uri($"/products/{id}", UriKind.Relative));
        return answer.StatusCode;
    }

    public async Task<HttpStatusCode> DeleteAsync(int id)
    {
        using var answer = await http.DeleteAsync(new Uri($"/products/{id}", UriKind.Relative));
        return answer.StatusCode;
    }

    public async Task RaiseAsync(Category category, decimal percent)
    {
        using var answer = await http.PostAsync(new Uri($"/products/raise?category={category}&percent={percent}", UriKind.Relative), content: null);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<(HttpStatusCode Status, PlacedOrder? Order)> OrderAsync(int productId, int quantity, string customer = "Ada")
    {
        using var answer = await http.PostAsJsonAsync("/orders", new { customer, productId, quantity });
        return (answer.StatusCode, answer.StatusCode == HttpStatusCode.Created ? await answer.Content.ReadFromJsonAsync<PlacedOrder>() : null);
    }

    public async Task<HttpStatusCode> MoveAsync(long number, OrderState state)
    {
        using var answer = await http.PostAsync(new Uri($"/orders/{number}/{state}", UriKind.Relative), content: null);
        return answer.StatusCode;
    }

    public async Task<string> OrdersAsync(OrderState? state = null) =>
        string.Join(' ', (await http.GetFromJsonAsync<List<long>>(state is null ? "/orders" : $"/orders?state={state}"))!);

    public async Task<string> JournalAsync() => string.Join("; ", (await http.GetFromJsonAsync<List<string>>("/journal"))!);
}

/// <summary>What the API says of an order.</summary>
public sealed record PlacedOrder(long Number, OrderState State, decimal Total);
