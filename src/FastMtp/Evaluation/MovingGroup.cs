using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FastMtp.Kernels;
using Vector3 = FastMtp.Atoms.Vector3;

namespace FastMtp.Evaluation;

/// <summary>
/// Centres that share a block, and who may come within the cutoff of them until the list is renewed. Sites are the centres,
/// then other atoms and images of atoms; a site is found by its place in the list's own order of the atoms.
/// </summary>
internal sealed unsafe class MovingGroup
{
    /// <summary>Doubles per site: x y z and one that makes it a vector.</summary>
    public const int SiteLength = 4;

    private const int Step = 8;
    private const double FarAway = 1e100;

    private readonly int _speciesCount;
    private int[] _centerTypes = [];
    private int[] _lanes = [];
    private int[] _order = [];
    private int[] _places = [];
    private int[] _images = [];
    private int[] _firsts = [];
    private int[] _candidates = [];
    private int[] _bounds = [];
    private int _mostCandidates;

    public MovingGroup(int lanes, int speciesCount)
    {
        _speciesCount = speciesCount;
        Block = new AtomBlock(lanes);
    }

    /// <summary>The group's block; its displacements are those of the thread that works on it.</summary>
    public AtomBlock Block { get; }

    /// <summary>Number of sites; the last is nobody, far from everything.</summary>
    public int SiteCount => _places.Length;

    /// <summary>Takes the rows of the group's centres as found within the cutoff and skin.</summary>
    /// <param name="rows">One row per centre; local indices are sites.</param>
    /// <param name="places">[site].</param>
    /// <param name="images">[site].</param>
    public void Renew(NeighborRows rows, int[] places, int[] images)
    {
        (_places, _images) = (places, images);
        var count = rows.Count;
        (_centerTypes, _firsts, _bounds) = (new int[count], new int[count + 1], new int[count * _speciesCount]);
        for (var row = 0; row < count; row++)
        {
            _centerTypes[row] = rows.CenterType(row);
            _firsts[row + 1] = _firsts[row] + ((rows.Length(row) + Step - 1) & -Step);
            rows.Bounds(row).CopyTo(_bounds.AsSpan(row * _speciesCount));
            _mostCandidates = Math.Max(row == 0 ? 0 : _mostCandidates, _firsts[row + 1] - _firsts[row]);
        }
        _candidates = new int[_firsts[count]];
        Array.Fill(_candidates, SiteLength * (SiteCount - 1));
        for (var row = 0; row < count; row++)
        {
            var sites = new ReadOnlySpan<int>(rows.Locals + rows.First(row), rows.Length(row));
            for (var k = 0; k < sites.Length; k++) _candidates[_firsts[row] + k] = SiteLength * sites[k];
        }
    }

    /// <summary>Decides which centres share a batch, from rows as <see cref="FillRows"/> made them.</summary>
    public void Arrange(NeighborRows rows, BatchOrder order)
    {
        order.Sort(rows);
        _order = order.Rows.ToArray();
        _lanes = order.Lanes();
    }

    /// <summary>Finds where the sites are.</summary>
    /// <param name="positions">[place][<see cref="SiteLength"/>] Å.</param>
    /// <param name="shifts">[image] Å.</param>
    /// <param name="sites">[site][<see cref="SiteLength"/>] to be filled.</param>
    public void PlaceSites(double* positions, Vector3[] shifts, double* sites)
    {
        for (var site = 0; site < _places.Length - 1; site++)
        {
            var from = positions + (long)SiteLength * _places[site];
            ref readonly var shift = ref shifts[_images[site]];
            Vector256.Add(Vector256.Load(from), Vector256.Create(shift.X, shift.Y, shift.Z, 0)).Store(sites + SiteLength * site);
        }
        Vector256.Create(FarAway).Store(sites + SiteLength * (SiteCount - 1));
    }

    /// <summary>Fills rows with the neighbours that are nearer than <paramref name="reach"/> (Å) now.</summary>
    public void FillRows(double* sites, double reach, NeighborRows rows)
    {
        rows.Clear();
        var steps = stackalloc uint[2 * (_mostCandidates / Step + 1)];
        fixed (int* candidates = _candidates)
        fixed (int* reachable = _bounds)
        {
            for (var row = 0; row < _centerTypes.Length; row++)
            {
                var most = _firsts[row + 1] - _firsts[row];
                rows.Begin(_centerTypes[row], most);
                var bounds = rows.Bounds(row);
                if (Avx512F.IsSupported)
                    Filter512(sites, row, candidates + _firsts[row], most, reach * reach, reachable + row * _speciesCount, bounds, rows.Locals + rows.Places, steps);
                else
                    Filter(sites, row, candidates + _firsts[row], reach * reach, reachable + row * _speciesCount, bounds, rows.Locals + rows.Places);
                rows.End();
            }
        }
    }

    /// <summary>Packs rows; displacements follow at every step.</summary>
    public void Pack(NeighborRows rows, LanePacker packer)
    {
        (Block.Atoms, Block.CenterTypes, Block.Centers) = (_places, _centerTypes, _lanes);
        packer.Pack(rows, _order, Block, nobody: SiteCount - 1);
    }

    /// <summary>Finds the displacements. What is not nearer than the cutoff, nobody in particular, is put there.</summary>
    public void Measure(double* sites, double cutoff, ref AlignedBuffer displacements)
    {
        var length = 3L * Block.Lanes * Block.FirstSlot[^1];
        if (displacements.Length < length)
        {
            displacements.Dispose();
            displacements = new AlignedBuffer(length + length / 8);
        }
        Block.Borrow(displacements);
        fixed (int* neighbors = Block.Neighbors)
        {
            for (var batch = 0; batch < Block.BatchCount; batch++)
            {
                if (Avx512F.IsSupported && Block.Lanes == Step)
                    Measure512(Block, batch, neighbors, sites, cutoff);
                else
                    Measure(Block, batch, neighbors, sites, cutoff);
            }
        }
    }

    private void Filter512(double* sites, int center, int* candidates, int count, double squaredCutoff, int* reachable, Span<int> bounds, int* to, uint* steps)
    {
        var at = sites + SiteLength * center;
        var (x, y, z) = (Vector512.Create(at[0]), Vector512.Create(at[1]), Vector512.Create(at[2]));
        var limit = Vector512.Create(squaredCutoff);
        var found = 0u;
        var step = steps;
        for (var end = candidates + count; candidates < end; candidates += Step, step += 2)
        {
            var (sx, sy, sz) = Gather512(sites, candidates[0], candidates[1], candidates[2], candidates[3], candidates[4], candidates[5], candidates[6], candidates[7]);
            var (dx, dy, dz) = (sx - x, sy - y, sz - z);
            var near = Vector512.LessThan(Vector512.MultiplyAddEstimate(dx, dx, Vector512.MultiplyAddEstimate(dy, dy, dz * dz)), limit);
            var local = Avx512F.ConvertToVector512Int64(Vector256.Load(candidates) >> 2);
            Avx512F.ConvertToVector256Int32(Avx512F.Compress(default, near.AsInt64(), local)).Store(to + found);
            step[0] = found;
            step[1] = (uint)near.ExtractMostSignificantBits();
            found += (uint)BitOperations.PopCount(step[1]);
        }
        (step[0], step[1]) = (found, 0);
        for (var species = 0; species < bounds.Length; species++)
        {
            var whole = steps + 2 * (reachable[species] / Step);
            var rest = reachable[species] % Step;
            bounds[species] = (int)whole[0] + BitOperations.PopCount(whole[1] & ((1u << rest) - 1));
        }
    }

    // Every candidate is written; one that is too far is overwritten by the next. That costs less than a branch nobody can predict.
    private static void Filter(double* sites, int center, int* candidates, double squaredCutoff, int* reachable, Span<int> bounds, int* to)
    {
        var at = sites + SiteLength * center;
        var found = 0;
        var k = 0;
        for (var species = 0; species < bounds.Length; species++)
        {
            for (; k < reachable[species]; k++)
            {
                var site = sites + candidates[k];
                var (dx, dy, dz) = (site[0] - at[0], site[1] - at[1], site[2] - at[2]);
                to[found] = candidates[k] / SiteLength;
                found += dx * dx + dy * dy + dz * dz < squaredCutoff ? 1 : 0;
            }
            bounds[species] = found;
        }
    }

    private static void Measure512(AtomBlock block, int batch, int* neighbors, double* sites, double cutoff)
    {
        var c = stackalloc int[Step];
        for (var lane = 0; lane < Step; lane++) c[lane] = SiteLength * Math.Max(block.Centers[batch * Step + lane], 0);
        var (x, y, z) = Gather512(sites, c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]);
        var (edge, squared) = (Vector512.Create(cutoff), Vector512.Create(cutoff * cutoff));
        var index = neighbors + (long)Step * block.FirstSlot[batch];
        var d = block.Displacements.Pointer + 3L * Step * block.FirstSlot[batch];
        for (var end = neighbors + (long)Step * block.FirstSlot[batch + 1]; index < end; index += Step, d += 3 * Step)
        {
            var (sx, sy, sz) = Gather512(sites, SiteLength * index[0], SiteLength * index[1], SiteLength * index[2], SiteLength * index[3], SiteLength * index[4], SiteLength * index[5], SiteLength * index[6], SiteLength * index[7]);
            var (dx, dy, dz) = (sx - x, sy - y, sz - z);
            var near = Vector512.LessThan(Vector512.MultiplyAddEstimate(dx, dx, Vector512.MultiplyAddEstimate(dy, dy, dz * dz)), squared);
            Vector512.ConditionalSelect(near, dx, edge).Store(d);
            Vector512.ConditionalSelect(near, dy, default).Store(d + Step);
            Vector512.ConditionalSelect(near, dz, default).Store(d + 2 * Step);
        }
    }

    private static void Measure(AtomBlock block, int batch, int* neighbors, double* sites, double cutoff)
    {
        var lanes = block.Lanes;
        for (var lane = 0; lane < lanes; lane++)
        {
            var at = sites + SiteLength * Math.Max(block.Centers[batch * lanes + lane], 0);
            for (var slot = block.FirstSlot[batch]; slot < block.FirstSlot[batch + 1]; slot++)
            {
                var site = sites + SiteLength * neighbors[slot * lanes + lane];
                var d = block.Displacements.Pointer + 3L * lanes * slot + lane;
                var (dx, dy, dz) = (site[0] - at[0], site[1] - at[1], site[2] - at[2]);
                (d[0], d[lanes], d[2 * lanes]) = dx * dx + dy * dy + dz * dz < cutoff * cutoff ? (dx, dy, dz) : (cutoff, 0, 0);
            }
        }
    }

    /// <summary>x, y and z of eight sites.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> X, Vector512<double> Y, Vector512<double> Z) Gather512(double* sites, int a, int b, int c, int d, int e, int f, int g, int h)
    {
        var (ae, bf, cg, dh) = (Pair(sites, a, e), Pair(sites, b, f), Pair(sites, c, g), Pair(sites, d, h));
        var (left, right) = (Avx512F.UnpackLow(ae, bf), Avx512F.UnpackLow(cg, dh));
        var first = Vector512.Create(0L, 1, 8, 9, 4, 5, 12, 13);
        return (Avx512F.PermuteVar8x64x2(left, first, right),
            Avx512F.PermuteVar8x64x2(Avx512F.UnpackHigh(ae, bf), first, Avx512F.UnpackHigh(cg, dh)),
            Avx512F.PermuteVar8x64x2(left, Vector512.Create(2L, 3, 10, 11, 6, 7, 14, 15), right));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Pair(double* sites, int a, int b) =>
        Avx512F.InsertVector256(Vector256.Load(sites + (uint)a).ToVector512Unsafe(), Vector256.Load(sites + (uint)b), 1);
}
