using System.Net;
using Shop;

namespace ShopCases;

/// <summary>One test, the same for each framework: what it does, and the one right answer.</summary>
public sealed record ShopCase(string Name, string Answer, Func<ShopClient, Task<string>> TellAsync)
{
    public static IReadOnlyList<ShopCase> All { get; } =
    [
        new("Five products are known", "Apple Bread Chair Desk Novel", shop => shop.NamesAsync()),
        new("Two of them are food", "Apple Bread", shop => shop.NamesAsync(Category.Food)),
        new("One is a book", "Novel", shop => shop.NamesAsync(Category.Book)),
        new("An unknown product is not found", "NotFound", async shop => $"{await shop.FindAsync(6)}"),
        new("A product can be added", "Created", async shop => $"{await shop.AddAsync("Lamp", Category.Furniture, 30, 2)}"),
        new("A new product is number 6", "Lamp", async shop => { await shop.AddAsync("Lamp", Category.Furniture, 30, 2); return (await shop.ProductAsync(6))!.Name; }),
        new("In any test a new product is number 6", "Tea", async shop => { await shop.AddAsync("Tea", Category.Food, 4, 2); return (await shop.ProductAsync(6))!.Name; }),
        new("A name is there once", "Conflict", async shop => $"{await shop.AddAsync("Apple", Category.Book, 1, 1)}"),
        new("A product has a name", "BadRequest", async shop => $"{await shop.AddAsync(" ", Category.Book, 1, 1)}"),
        new("A price is not negative", "BadRequest", async shop => $"{await shop.AddAsync("Debt", Category.Book, -1, 1)}"),
        new("A product without orders can go", "NoContent Apple Bread Chair Desk", async shop => $"{await shop.DeleteAsync(5)} {await shop.NamesAsync()}"),
        new("All products are back for each test", "Apple Bread Chair Desk Novel", shop => shop.NamesAsync()),
        new("An ordered product stays", "Conflict", async shop => { await shop.OrderAsync(5, 1); return $"{await shop.DeleteAsync(5)}"; }),
        new("A raise changes a category", "0.55 3.30", async shop => { await shop.RaiseAsync(Category.Food, 10); return Text($"{(await shop.ProductAsync(1))!.Price:0.00} {(await shop.ProductAsync(2))!.Price:0.00}"); }),
        new("A raise leaves other categories", "12.00", async shop => { await shop.RaiseAsync(Category.Food, 10); return Text($"{(await shop.ProductAsync(5))!.Price:0.00}"); }),
        new("The first order has number 1000", "1000", async shop => $"{(await shop.OrderAsync(1, 1)).Order!.Number}"),
        new("In any test the first order has number 1000", "1000", async shop => $"{(await shop.OrderAsync(2, 2)).Order!.Number}"),
        new("The second order has number 1001", "1001", async shop => { await shop.OrderAsync(1, 1); return $"{(await shop.OrderAsync(1, 1)).Order!.Number}"; }),
        new("An order has a total", "24.00", async shop => Text($"{(await shop.OrderAsync(5, 2)).Order!.Total:0.00}")),
        new("A new order is open", "Open", async shop => $"{(await shop.OrderAsync(5, 2)).Order!.State}"),
        new("The trigger takes from the stock", "3", async shop => { await shop.OrderAsync(5, 4); return $"{await shop.StockAsync(5)}"; }),
        new("More than the stock cannot be ordered", "Conflict 4", async shop => $"{(await shop.OrderAsync(3, 5)).Status} {await shop.StockAsync(3)}"),
        new("What is not in stock cannot be ordered", "Conflict", async shop => $"{(await shop.OrderAsync(4, 1)).Status}"),
        new("An unknown product cannot be ordered", "BadRequest", async shop => $"{(await shop.OrderAsync(9, 1)).Status}"),
        new("Nothing is no order", "BadRequest", async shop => $"{(await shop.OrderAsync(1, 0)).Status}"),
        new("The trigger writes a journal", "1000: 2 Bread", async shop => { await shop.OrderAsync(2, 2); return await shop.JournalAsync(); }),
        new("A refused order is not in the journal", "", async shop => { await shop.OrderAsync(4, 1); return await shop.JournalAsync(); }),
        new("An order can be paid and shipped", "OK OK", async shop => { await shop.OrderAsync(1, 1); return $"{await shop.MoveAsync(1000, OrderState.Paid)} {await shop.MoveAsync(1000, OrderState.Shipped)}"; }),
        new("An open order cannot be shipped", "Conflict", async shop => { await shop.OrderAsync(1, 1); return $"{await shop.MoveAsync(1000, OrderState.Shipped)}"; }),
        new("Orders are found by their state", "1001", async shop => { await shop.OrderAsync(1, 1); await shop.OrderAsync(1, 1); await shop.MoveAsync(1001, OrderState.Paid); return await shop.OrdersAsync(OrderState.Paid); }),
    ];

    public override string ToString() => Name;

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
