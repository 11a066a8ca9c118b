namespace PgLanes.Model;

/// <summary>The rows and sequence positions that a lane starts with, as the tool's own schema stores them for one template.</summary>
internal sealed record BaselineModel(IReadOnlyList<BaselineTable> Tables, IReadOnlyList<BaselineSequence> Sequences)
{
    public long Rows => Tables.Sum(table => table.Rows);
}

/// <summary>The stored rows of one table of the template.</summary>
/// <param name="Schema">The template's schema.</param>
/// <param name="Table">The template's table.</param>
/// <param name="Store">The table of the tool's own schema that holds the rows.</param>
/// <param name="Columns">The columns that are stored: all but the generated ones.</param>
/// <param name="Rows">How many rows there are; at least one.</param>
/// <param name="IsWaiting">Whether checks of its columns' types may read other tables, so that its rows may be brought in only once these are filled.</param>
internal sealed record BaselineTable(string Schema, string Table, string Store, ModelList<BaselineColumn> Columns, long Rows, bool IsWaiting);

/// <summary>A stored column.</summary>
/// <param name="Name">Its name, in the table and in the store.</param>
/// <param name="Cast">Null where the store has the column's own type; else the store has text, and this is the type to cast to,
/// qualified with the template's schema where the template owns it.</param>
/// <param name="HasNames">Whether its values name objects, in the column's type or a part of it: then the store has them by their parts.</param>
internal sealed record BaselineColumn(string Name, string? Cast, bool HasNames);

/// <summary>A sequence's position: the next value is <paramref name="LastValue"/> itself where it was never called.</summary>
internal sealed record BaselineSequence(string Schema, string Name, long LastValue, bool IsCalled);
