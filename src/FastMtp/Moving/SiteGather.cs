using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FastMtp.Blocks;

namespace FastMtp.Moving;

/// <summary>Gathers the positions of eight or four sites from their rows.</summary>
internal static unsafe class SiteGather
{
    /// <summary>x, y and z of eight sites, each given by the index of its x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<double> X, Vector512<double> Y, Vector512<double> Z) Gather512(
        double* sites, int a, int b, int c, int d, int e, int f, int g, int h)
    {
        var (ae, bf, cg, dh) = (Pair(sites, a, e), Pair(sites, b, f), Pair(sites, c, g), Pair(sites, d, h));
        var (left, right) = (Avx512F.UnpackLow(ae, bf), Avx512F.UnpackLow(cg, dh));
        var first = Vector512.Create(0L, 1, 8, 9, 4, 5, 12, 13);
        return (Avx512F.PermuteVar8x64x2(left, first, right),
            Avx512F.PermuteVar8x64x2(Avx512F.UnpackHigh(ae, bf), first, Avx512F.UnpackHigh(cg, dh)),
            Avx512F.PermuteVar8x64x2(left, Vector512.Create(2L, 3, 10, 11, 6, 7, 14, 15), right));
    }

    /// <summary>x, y and z of four sites.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<double> X, Vector256<double> Y, Vector256<double> Z) Gather256(double* sites, int* four)
    {
        var rows = (Vector256<double>*)sites;
        return LaneRows.Columns(rows[(uint)four[0]], rows[(uint)four[1]], rows[(uint)four[2]], rows[(uint)four[3]]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Pair(double* sites, int a, int b) =>
        Avx512F.InsertVector256(Vector256.Load(sites + (uint)a).ToVector512Unsafe(), Vector256.Load(sites + (uint)b), 1);
}
