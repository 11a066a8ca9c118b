using System.Collections;
using System.Runtime.CompilerServices;

namespace PgLanes.Model;

/// <summary>An immutable list that equals another with equal elements, so that records holding one compare by value.</summary>
[CollectionBuilder(typeof(ModelList), nameof(ModelList.Create))]
internal sealed class ModelList<T>(T[] items) : IReadOnlyList<T>, IEquatable<ModelList<T>>
{
    public static ModelList<T> Empty { get; } = new([]);

    public int Count => items.Length;

    public T this[int index] => items[index];

    public ModelList<T> Select(Func<T, T> change) => items.Length == 0 ? this : new([.. items.AsEnumerable().Select(change)]);

    public bool Equals(ModelList<T>? other) => other is not null && items.AsSpan().SequenceEqual(other.ToArray());

    public override bool Equals(object? obj) => Equals(obj as ModelList<T>);

    public override int GetHashCode() => items.Aggregate(items.Length, HashCode.Combine);

    public override string ToString() => string.Join(", ", items);

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private T[] ToArray() => items;
}

internal static class ModelList
{
    public static ModelList<T> Create<T>(ReadOnlySpan<T> items) => items.IsEmpty ? ModelList<T>.Empty : new(items.ToArray());
}
