using System.Net;
using Shop;

namespace EfCore.Xunit.Tests;

public sealed class StockTests : ShopTest
{
    public static TheoryData<int, int> Rows => new(
        from product in Enumerable.Range(1, 5) from quantity in new[] { 1, 3, 4, 5, 7, 8, 10, 11, 100, 101 } select (product, quantity));

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task An_order_takes_from_the_stock_or_is_refused(int id, int quantity)
    {
        var product = (await Shop.ProductAsync(id))!;
        var (status, order) = await Shop.OrderAsync(id, quantity);
        var isThere = quantity <= product.Stock;
        status.ShouldBe(isThere ? HttpStatusCode.Created : HttpStatusCode.Conflict);
        (await Shop.StockAsync(id)).ShouldBe(isThere ? product.Stock - quantity : product.Stock);
        (await Shop.JournalAsync()).ShouldBe(isThere ? $"1000: {quantity} {product.Name}" : "");
        if (isThere) order!.Total.ShouldBe(quantity * product.Price);
    }
}

public sealed class StateTests : ShopTest
{
    public static TheoryData<OrderState, OrderState> Rows => new(
        from state in Enum.GetValues<OrderState>() from next in Enum.GetValues<OrderState>() select (state, next));

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task An_order_goes_only_where_it_may(OrderState state, OrderState next)
    {
        await Shop.OrderAsync(1, 1);
        if (state is OrderState.Paid or OrderState.Shipped) await Shop.MoveAsync(1000, OrderState.Paid);
        if (state is OrderState.Shipped or OrderState.Cancelled) await Shop.MoveAsync(1000, state);
        var mayGo = (state, next) is (OrderState.Open, OrderState.Paid) or (OrderState.Open, OrderState.Cancelled) or (OrderState.Paid, OrderState.Shipped);
        (await Shop.MoveAsync(1000, next)).ShouldBe(mayGo ? HttpStatusCode.OK : HttpStatusCode.Conflict);
        (await Shop.OrdersAsync(mayGo ? next : state)).ShouldBe("1000");
    }
}

public sealed class ManyRequestsTests : ShopTest
{
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(12)]
    public async Task Of_many_requests_at_once_only_those_get_a_chair_for_whom_there_is_one(int requests)
    {
        var answers = await Task.WhenAll(Enumerable.Range(1, requests).Select(customer => Shop.OrderAsync(3, 1, $"{customer}")));
        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(Math.Min(4, requests));
        (await Shop.StockAsync(3)).ShouldBe(Math.Max(0, 4 - requests));
    }
}

public sealed class NumberTests : ShopTest
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(13)]
    public async Task Orders_are_numbered_from_1000(int orders)
    {
        for (var i = 0; i < orders; i++) await Shop.OrderAsync(1, 1);
        (await Shop.OrdersAsync()).ShouldBe(string.Join(' ', Enumerable.Range(1000, orders)));
    }
}
