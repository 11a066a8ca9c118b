using ShopCases;

namespace EfCore.Xunit.Tests;

/// <summary>The thirty cases that the projects for NUnit and MSTest have, too.</summary>
public sealed class CaseTests : ShopTest
{
    public static TheoryData<string> Names => [.. ShopCase.All.Select(shop => shop.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Case(string name)
    {
        var shop = ShopCase.All.Single(shop => shop.Name == name);
        (await shop.TellAsync(Shop)).ShouldBe(shop.Answer);
    }
}
