using System.Runtime.CompilerServices;
using FastMtp.Kernels;

namespace FastMtp.Benchmarks;

/// <summary>A loop of nothing but fused multiply-adds, in enough independent chains to hide their latency.</summary>
internal static class PeakFma
{
    private const int Chains = 12;
    private const int Rounds = 200_000;

    /// <summary>Fused multiply-adds of a vector in one run.</summary>
    public const int VectorOperations = Chains * Rounds;

    /// <summary>The processor's widest registers: those of the unit in which costs are told.</summary>
    public static VectorWidth FullWidth => VectorWidths.Supported[0];

    public static double RunFullWidth() => Run(FullWidth);

    public static double Run(VectorWidth width) => width switch
    {
        VectorWidth.Widest => Run<Lanes512>(),
        VectorWidth.Wide => Run<Lanes256>(),
        _ => Run<Lanes128>(),
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Run<T>()
        where T : unmanaged, ILanes<T>
    {
        T factor = T.Broadcast(0.75), term = T.Broadcast(0.25);
        T a = term, b = term, c = term, d = term, e = term, f = term, g = term, h = term, i = term, j = term, k = term, l = term;
        for (var round = 0; round < Rounds; round++)
        {
            a = T.MultiplyAdd(a, factor, term);
            b = T.MultiplyAdd(b, factor, term);
            c = T.MultiplyAdd(c, factor, term);
            d = T.MultiplyAdd(d, factor, term);
            e = T.MultiplyAdd(e, factor, term);
            f = T.MultiplyAdd(f, factor, term);
            g = T.MultiplyAdd(g, factor, term);
            h = T.MultiplyAdd(h, factor, term);
            i = T.MultiplyAdd(i, factor, term);
            j = T.MultiplyAdd(j, factor, term);
            k = T.MultiplyAdd(k, factor, term);
            l = T.MultiplyAdd(l, factor, term);
        }
        return T.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
