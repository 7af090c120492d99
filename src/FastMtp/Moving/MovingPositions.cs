using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FastMtp.Kernels;
using FastMtp.Neighbors;

namespace FastMtp.Moving;

/// <summary>Where the atoms of <see cref="MovingAtoms"/> are, and where they were when neighbours were picked and listed, in the order of the list.</summary>
/// <param name="count">Number of atoms.</param>
internal sealed unsafe class MovingPositions(int count) : IDisposable
{
    private readonly AlignedBuffer _positions = Sites(count);
    private readonly AlignedBuffer _offsets = Sites(count);
    private readonly AlignedBuffer _picked = Sites(count);
    private readonly AlignedBuffer _listed = Sites(count);

    /// <summary>[place][<see cref="MovingGroup.SiteLength"/>] Å.</summary>
    public double* Pointer => _positions.Pointer;

    /// <summary>Takes positions over and tells how far an atom has moved, Å².</summary>
    /// <param name="positions">[3·N] of the caller, Å.</param>
    /// <param name="order">[place] the caller's number of the atom.</param>
    /// <param name="first">First place.</param>
    /// <param name="end">One past the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public (double SincePicking, double SinceListing) Follow(double* positions, ReadOnlySpan<int> order, int first, int end)
    {
        var (picking, listing) = (0.0, 0.0);
        for (var place = first; place < end; place++)
        {
            var atom = 3 * order[place];
            var at = (long)MovingGroup.SiteLength * place;
            var position = Vector256.Create(positions[atom], positions[atom + 1], positions[atom + 2], 0) + Vector256.Load(_offsets.Pointer + at);
            position.Store(_positions.Pointer + at);
            var (fromPicked, fromListed) = (position - Vector256.Load(_picked.Pointer + at), position - Vector256.Load(_listed.Pointer + at));
            (picking, listing) = (Math.Max(picking, Vector256.Dot(fromPicked, fromPicked)), Math.Max(listing, Vector256.Dot(fromListed, fromListed)));
        }
        return (picking, listing);
    }

    /// <summary>Takes the positions of a new list over.</summary>
    public bool Wrap(NeighborSearch search, Configuration configuration, int first, int end)
    {
        for (var place = first; place < end; place++)
        {
            var wrapped = search.Wrapped(place);
            var offset = wrapped - configuration.Position(search.Order[place]);
            var at = (long)MovingGroup.SiteLength * place;
            var position = Vector256.Create(wrapped.X, wrapped.Y, wrapped.Z, 0);
            position.Store(_positions.Pointer + at);
            position.Store(_listed.Pointer + at);
            Vector256.Create(offset.X, offset.Y, offset.Z, 0).Store(_offsets.Pointer + at);
        }
        return true;
    }

    /// <summary>Keeps positions at picking, to see later how far atoms have moved.</summary>
    public bool Remember(int first, int end)
    {
        var (from, count) = ((long)MovingGroup.SiteLength * first, (long)MovingGroup.SiteLength * (end - first));
        Buffer.MemoryCopy(_positions.Pointer + from, _picked.Pointer + from, sizeof(double) * count, sizeof(double) * count);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _positions.Dispose();
        _offsets.Dispose();
        _picked.Dispose();
        _listed.Dispose();
    }

    private static AlignedBuffer Sites(int count) => new((long)MovingGroup.SiteLength * count);
}
