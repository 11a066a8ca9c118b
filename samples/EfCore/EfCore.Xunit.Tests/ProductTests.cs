using System.Net;
using Shop;

namespace EfCore.Xunit.Tests;

public sealed class NewProductTests : ShopTest
{
    public static TheoryData<Category, decimal, int> Rows => new(
        from category in Enum.GetValues<Category>()
        from price in new[] { 0m, 0.01m, 19.99m, 1234.5m }
        from stock in new[] { 0, 1, 1000 }
        select (category, price, stock));

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_new_product_is_as_it_was_sent(Category category, decimal price, int stock)
    {
        (await Shop.AddAsync("New", category, price, stock)).ShouldBe(HttpStatusCode.Created);
        var product = (await Shop.ProductAsync(6))!;
        (product.Name, product.Category, product.Price, product.Stock).ShouldBe(("New", category, price, stock));
    }
}

public sealed class RefusedProductTests : ShopTest
{
    public static TheoryData<string, decimal, int> Rows => new(
        from name in new[] { "", " ", "New" }
        from price in new[] { -1m, -0.01m, 1m }
        from stock in new[] { -5, -1, 0 }
        where string.IsNullOrWhiteSpace(name) || price < 0 || stock < 0
        select (name, price, stock));

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_product_that_makes_no_sense_is_refused(string name, decimal price, int stock)
    {
        (await Shop.AddAsync(name, Category.Book, price, stock)).ShouldBe(HttpStatusCode.BadRequest);
        (await Shop.NamesAsync()).ShouldBe("Apple Bread Chair Desk Novel");
    }

    [Theory]
    [InlineData("Apple")]
    [InlineData("Bread")]
    [InlineData("Chair")]
    [InlineData("Desk")]
    [InlineData("Novel")]
    public async Task A_name_is_given_once(string name) => (await Shop.AddAsync(name, Category.Book, 1, 1)).ShouldBe(HttpStatusCode.Conflict);
}

public sealed class PriceTests : ShopTest
{
    public static TheoryData<Category, int> Rows => new(
        from category in Enum.GetValues<Category>() from percent in new[] { -50, -10, 0, 1, 10, 100 } select (category, percent));

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_raise_changes_one_category(Category category, int percent)
    {
        var before = await Task.WhenAll(Enumerable.Range(1, 5).Select(Shop.ProductAsync));
        await Shop.RaiseAsync(category, percent);
        foreach (var old in before)
        {
            var factor = old!.Category == category ? 1 + percent / 100m : 1;
            (await Shop.ProductAsync(old.Id))!.Price.ShouldBe(decimal.Round(old.Price * factor, 2, MidpointRounding.AwayFromZero));
        }
    }
}

public sealed class DeleteTests : ShopTest
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_product_without_orders_can_go(int id)
    {
        (await Shop.DeleteAsync(id)).ShouldBe(HttpStatusCode.NoContent);
        (await Shop.FindAsync(id)).ShouldBe(HttpStatusCode.NotFound);
        (await Shop.DeleteAsync(id)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public async Task An_ordered_product_stays(int id)
    {
        (await Shop.OrderAsync(id, 1)).Status.ShouldBe(HttpStatusCode.Created);
        (await Shop.DeleteAsync(id)).ShouldBe(HttpStatusCode.Conflict);
        (await Shop.FindAsync(id)).ShouldBe(HttpStatusCode.OK);
    }
}
