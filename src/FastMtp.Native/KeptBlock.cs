using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FastMtp.Moving;
using FastMtp.Packing;

namespace FastMtp.Native;

/// <summary>
/// A group of centres with the neighbours that are within the cutoff or may come there before atoms have moved far: as long
/// as they have not, a step needs displacements only.
/// </summary>
internal sealed unsafe class KeptBlock : IDisposable
{
    private const int Step = 8;

    private int[] _rows = [];
    private int[] _centerRows = [];

    /// <summary>The block; its unused places are far away until it is measured.</summary>
    public AtomBlock? Block { get; private set; }

    /// <summary>Picks neighbours anew.</summary>
    /// <param name="builder">Puts unused places <see cref="SiteRows.FarAway"/>.</param>
    /// <param name="atoms">Collects what is within the cutoff and a skin.</param>
    /// <param name="first">First centre.</param>
    /// <param name="count">How many.</param>
    public void Pick(AtomBlockBuilder builder, ListedAtoms atoms, int first, int count)
    {
        if (atoms.Order.IsEmpty) builder.Add(atoms, first, count);
        else builder.Add(atoms, atoms.Order.Slice(first, count));
        var block = Block = builder.Build(Block);
        var lanes = block.Lanes;
        var places = lanes * block.FirstSlot[^1];
        if (_rows.Length < places) _rows = new int[places + places / 8];
        for (var place = 0; place < places; place++)
        {
            var isNobody = block.Displacements.Pointer[3L * (place - place % lanes) + place % lanes] == SiteRows.FarAway;
            _rows[place] = SiteRows.Length * (isNobody ? atoms.AtomCount : block.Atoms[block.Neighbors[place]]);
        }
        if (_centerRows.Length != block.Centers.Length) _centerRows = new int[block.Centers.Length];
        for (var lane = 0; lane < _centerRows.Length; lane++) _centerRows[lane] = SiteRows.Length * (block.Centers[lane] < 0 ? 0 : block.Atoms[block.Centers[lane]]);
    }

    /// <summary>Finds the displacements. What is not nearer than the cutoff, nobody in particular, is put there.</summary>
    /// <returns>The square of the shortest.</returns>
    public double Measure(double* sites, double cutoff)
    {
        var least = cutoff * cutoff;
        fixed (int* rows = _rows, centers = _centerRows)
        {
            for (var batch = 0; batch < Block!.BatchCount; batch++)
                least = Math.Min(least, Avx512F.IsSupported && Block.Lanes == Step ? Measure512(sites, cutoff, batch, rows, centers + batch * Step) : Measure(sites, cutoff, batch, rows, centers + batch * Block.Lanes));
        }
        return least;
    }

    /// <inheritdoc/>
    public void Dispose() => Block?.Dispose();

    private double Measure512(double* sites, double cutoff, int batch, int* rows, int* c)
    {
        var (x, y, z) = SiteDisplacements.Gather512(sites, c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]);
        var (edge, limit) = (Vector512.Create(cutoff), Vector512.Create(cutoff * cutoff));
        var least = limit;
        var r = rows + (long)Step * Block!.FirstSlot[batch];
        var d = Block.Displacements.Pointer + 3L * Step * Block.FirstSlot[batch];
        for (var end = rows + (long)Step * Block.FirstSlot[batch + 1]; r < end; r += Step, d += 3 * Step)
        {
            var (sx, sy, sz) = SiteDisplacements.Gather512(sites, r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7]);
            var (dx, dy, dz) = (sx - x, sy - y, sz - z);
            var squares = Vector512.MultiplyAddEstimate(dx, dx, Vector512.MultiplyAddEstimate(dy, dy, dz * dz));
            var near = Vector512.LessThan(squares, limit);
            least = Vector512.MinNative(least, squares);
            Vector512.ConditionalSelect(near, dx, edge).Store(d);
            Vector512.ConditionalSelect(near, dy, default).Store(d + Step);
            Vector512.ConditionalSelect(near, dz, default).Store(d + 2 * Step);
        }
        var shortest = least[0];
        for (var lane = 1; lane < Step; lane++) shortest = Math.Min(shortest, least[lane]);
        return shortest;
    }

    private double Measure(double* sites, double cutoff, int batch, int* rows, int* centers)
    {
        var (lanes, least) = (Block!.Lanes, cutoff * cutoff);
        for (var slot = Block.FirstSlot[batch]; slot < Block.FirstSlot[batch + 1]; slot++)
        {
            for (var lane = 0; lane < lanes; lane++)
            {
                var v = Vector256.Load(sites + rows[slot * lanes + lane]) - Vector256.Load(sites + centers[lane]);
                var square = v[0] * v[0] + v[1] * v[1] + v[2] * v[2];
                var d = Block.Displacements.Pointer + 3L * lanes * slot + lane;
                (d[0], d[lanes], d[2 * lanes]) = square < cutoff * cutoff ? (v[0], v[1], v[2]) : (cutoff, 0, 0);
                least = Math.Min(least, square);
            }
        }
        return least;
    }
}
