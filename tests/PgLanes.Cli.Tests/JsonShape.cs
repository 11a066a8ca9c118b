using System.Text.Json;

namespace PgLanes.Cli.Tests;

/// <summary>Compares a document with a sample: the same keys in the same order, with values of the same kinds.</summary>
internal static class JsonShape
{
    public static void ShouldHaveTheShapeOf(this JsonElement actual, string sample) => Compare(actual, JsonDocument.Parse(sample).RootElement, "$");

    private static void Compare(JsonElement actual, JsonElement sample, string path)
    {
        actual.ValueKind.ShouldBe(sample.ValueKind, path);
        if (sample.ValueKind == JsonValueKind.Array && sample.GetArrayLength() > 0)
        {
            foreach (var item in actual.EnumerateArray()) Compare(item, sample[0], $"{path}[]");
        }
        if (sample.ValueKind != JsonValueKind.Object) return;
        actual.EnumerateObject().Select(member => member.Name).ShouldBe(sample.EnumerateObject().Select(member => member.Name), path);
        foreach (var member in sample.EnumerateObject())
        {
            var value = actual.GetProperty(member.Name);
            // Null in a sample: null or whatever else is said of it where it is compared.
            if (member.Value.ValueKind is JsonValueKind.Null) continue;
            if (member.Value.ValueKind is JsonValueKind.True or JsonValueKind.False)
                value.ValueKind.ShouldBeOneOf([JsonValueKind.True, JsonValueKind.False], $"{path}.{member.Name}");
            else Compare(value, member.Value, $"{path}.{member.Name}");
        }
    }
}
