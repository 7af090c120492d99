using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FastMtp.Packing;

namespace FastMtp.Moving;

/// <summary>Fills the displacements of a block from where the sites of a <see cref="MovingGroup"/> are.</summary>
internal static unsafe class SiteDisplacements
{
    /// <summary>Finds the displacements of all slots. What is not nearer than the cutoff is put there.</summary>
    /// <param name="block">Has room for them.</param>
    /// <param name="sites">[site][<see cref="MovingGroup.SiteLength"/>] Å.</param>
    /// <param name="cutoff">Å.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Measure(AtomBlock block, double* sites, double cutoff)
    {
        fixed (int* neighbors = block.Neighbors)
        {
            for (var batch = 0; batch < block.BatchCount; batch++)
            {
                if (Avx512F.IsSupported && block.Lanes == SiteFilter.Step)
                    Measure512(block, batch, neighbors, sites, cutoff);
                else
                    MeasureEach(block, batch, neighbors, sites, cutoff);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Measure512(AtomBlock block, int batch, int* neighbors, double* sites, double cutoff)
    {
        var c = stackalloc int[SiteFilter.Step];
        for (var lane = 0; lane < SiteFilter.Step; lane++) c[lane] = MovingGroup.SiteLength * Math.Max(block.Centers[batch * SiteFilter.Step + lane], 0);
        var (x, y, z) = Gather512(sites, c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]);
        var (edge, squared) = (Vector512.Create(cutoff), Vector512.Create(cutoff * cutoff));
        var index = neighbors + (long)SiteFilter.Step * block.FirstSlot[batch];
        var d = block.Displacements.Pointer + 3L * SiteFilter.Step * block.FirstSlot[batch];
        for (var end = neighbors + (long)SiteFilter.Step * block.FirstSlot[batch + 1]; index < end; index += SiteFilter.Step, d += 3 * SiteFilter.Step)
        {
            var (sx, sy, sz) = Gather512(sites, MovingGroup.SiteLength * index[0], MovingGroup.SiteLength * index[1], MovingGroup.SiteLength * index[2], MovingGroup.SiteLength * index[3], MovingGroup.SiteLength * index[4], MovingGroup.SiteLength * index[5], MovingGroup.SiteLength * index[6], MovingGroup.SiteLength * index[7]);
            var (dx, dy, dz) = (sx - x, sy - y, sz - z);
            var near = Vector512.LessThan(Vector512.MultiplyAddEstimate(dx, dx, Vector512.MultiplyAddEstimate(dy, dy, dz * dz)), squared);
            Vector512.ConditionalSelect(near, dx, edge).Store(d);
            Vector512.ConditionalSelect(near, dy, default).Store(d + SiteFilter.Step);
            Vector512.ConditionalSelect(near, dz, default).Store(d + 2 * SiteFilter.Step);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MeasureEach(AtomBlock block, int batch, int* neighbors, double* sites, double cutoff)
    {
        var lanes = block.Lanes;
        for (var lane = 0; lane < lanes; lane++)
        {
            var at = sites + MovingGroup.SiteLength * Math.Max(block.Centers[batch * lanes + lane], 0);
            for (var slot = block.FirstSlot[batch]; slot < block.FirstSlot[batch + 1]; slot++)
            {
                var site = sites + MovingGroup.SiteLength * neighbors[slot * lanes + lane];
                var d = block.Displacements.Pointer + 3L * lanes * slot + lane;
                var (dx, dy, dz) = (site[0] - at[0], site[1] - at[1], site[2] - at[2]);
                (d[0], d[lanes], d[2 * lanes]) = dx * dx + dy * dy + dz * dz < cutoff * cutoff ? (dx, dy, dz) : (cutoff, 0, 0);
            }
        }
    }

    /// <summary>x, y and z of eight sites, of which each is given by where its x is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<double> X, Vector512<double> Y, Vector512<double> Z) Gather512(double* sites, int a, int b, int c, int d, int e, int f, int g, int h)
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
