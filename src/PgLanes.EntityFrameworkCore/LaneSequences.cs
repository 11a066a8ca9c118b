using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.ValueGeneration;
using Npgsql.EntityFrameworkCore.PostgreSQL.ValueGeneration.Internal;

namespace PgLanes.EntityFrameworkCore;

/// <summary>
/// Keeps the blocks of numbers that EF Core takes from sequences (HiLo) apart: for each lane, and from one reset to the next. The provider keeps them for
/// a database, so that a lane would go on with another lane's block, or with one that its sequence no longer knows of.
/// </summary>
internal sealed class LaneSequences(ValueGeneratorCacheDependencies dependencies) : ValueGeneratorCache(dependencies), INpgsqlValueGeneratorCache
{
    private readonly ConditionalWeakTable<Lane, Blocks> _lanes = [];

    public NpgsqlSequenceValueGeneratorState GetOrAddSequenceState(IProperty property, IRelationalConnection connection)
    {
        var options = connection.Context.GetService<IDbContextOptions>().FindExtension<LaneOptions>()
            ?? throw new InvalidOperationException("The context has no lane: its options were not made by UseLane.");
        var blocks = _lanes.GetValue(options.Lane, _ => new Blocks());
        return blocks.Since(options.Lane.Resets, Dependencies).GetOrAddSequenceState(property, connection);
    }

    private sealed class Blocks
    {
        private readonly Lock _lock = new();
        private NpgsqlValueGeneratorCache? _cache;
        private int _resets;

        public NpgsqlValueGeneratorCache Since(int resets, ValueGeneratorCacheDependencies dependencies)
        {
            lock (_lock)
            {
                if (_cache is null || _resets != resets) (_cache, _resets) = (new NpgsqlValueGeneratorCache(dependencies), resets);
                return _cache;
            }
        }
    }
}
