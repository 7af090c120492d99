using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FastMtp.Neighbors;

namespace FastMtp.Moving;

/// <summary>
/// Positions of the atoms of a cell, in the order of the search that last listed their neighbours, shifted by the same lattice
/// vectors as then.
/// </summary>
internal sealed unsafe class WrappedPositions : IDisposable
{
    private readonly SiteRows _offsets = new();
    private readonly SiteRows _listed = new();

    public WrappedPositions(int count)
    {
        foreach (var rows in (SiteRows[])[Rows, _offsets, _listed]) rows.Resize(count);
    }

    /// <summary>The positions.</summary>
    public SiteRows Rows { get; } = new();

    /// <summary>Stores the positions at which neighbours are listed, for places from a first to one before an end.</summary>
    public void List(NeighborSearch search, Configuration configuration, int first, int end)
    {
        for (var place = first; place < end; place++)
        {
            var wrapped = search.Wrapped(place);
            var offset = wrapped - configuration.Position(search.Order[place]);
            var at = (long)SiteRows.Length * place;
            var position = Vector256.Create(wrapped.X, wrapped.Y, wrapped.Z, 0);
            position.Store(Rows.Pointer + at);
            position.Store(_listed.Pointer + at);
            Vector256.Create(offset.X, offset.Y, offset.Z, 0).Store(_offsets.Pointer + at);
        }
    }

    /// <summary>Stores the positions of a step.</summary>
    /// <param name="positions">[3·N] of the caller, Å.</param>
    /// <param name="order">[place] the caller's number of the atom.</param>
    /// <param name="first">First place.</param>
    /// <param name="end">One past the last.</param>
    /// <returns>The largest squared displacement since neighbours were listed, Å².</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Follow(double* positions, ReadOnlySpan<int> order, int first, int end)
    {
        var farthest = 0.0;
        for (var place = first; place < end; place++)
        {
            var atom = 3 * order[place];
            var at = (long)SiteRows.Length * place;
            var given = Vector256.Create(positions[atom], positions[atom + 1], positions[atom + 2], 0);
            var position = given + Vector256.Load(_offsets.Pointer + at);
            position.Store(Rows.Pointer + at);
            var moved = position - Vector256.Load(_listed.Pointer + at);
            farthest = Math.Max(farthest, Vector256.Dot(moved, moved));
        }
        return farthest;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var rows in (SiteRows[])[Rows, _offsets, _listed]) rows.Dispose();
    }
}
