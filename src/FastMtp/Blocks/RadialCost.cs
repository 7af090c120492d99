using System.Globalization;
using FastMtp.Radial;

namespace FastMtp.Blocks;

/// <summary>
/// Cost model that decides between evaluating from factors and from the dense tensor. Lanes with the same kind of pair share
/// a sum over the dense coefficients, so the dense tensor costs a sum per kind in a slot. Factors cost the same however many kinds there
/// are, but more for each rank: they pay for many species and low ranks, and when the dense tensor outgrows the caches.
/// </summary>
/// <remarks>
/// The constants are fitted to timings at level 16 with 1 to 89 species, ranks 1 to 16 and 4 and 8 lanes, and choose a
/// source that costs at most a tenth of the whole evaluation more than the better one (benchmarks, --forms).
/// </remarks>
internal static class RadialCost
{
    /// <summary>Bytes of a dense tensor that double its cost.</summary>
    private const double Cache = 4 << 20;

    /// <summary>Vectors of scratch that a slot may take from the stack; realistic potentials need far fewer.</summary>
    private const int LargestScratch = 4096;

    /// <summary>The source for a tensor: the requested one if both are possible.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="lanes">Atoms side by side in the kernel.</param>
    /// <param name="asked">The requested source.</param>
    public static RadialSource Choose(RadialTensor tensor, int lanes, RadialSource asked = RadialSource.ByCost) => (tensor, asked) switch
    {
        (FactorizedRadialTensor { TableCount: var r, Shape.PairLength: var length }, _) when r + 3L * length > LargestScratch =>
            RadialSource.Dense,
        (FactorizedRadialTensor factors, RadialSource.ByCost) =>
            OfDense(tensor.Shape, lanes) > OfFactors(factors.TableCount) ? RadialSource.Factors : RadialSource.Dense,
        (FactorizedRadialTensor, _) => asked,
        (SharedRadialTensor shared, RadialSource.ByCost) =>
            OfShared(shared) < shared.Shape.PairLength ? RadialSource.Factors : RadialSource.Dense,
        (SharedRadialTensor, _) => asked,
        _ => RadialSource.Dense,
    };

    /// <summary>The choice and its reason, for display.</summary>
    public static string Explain(RadialTensor tensor, int lanes)
    {
        if (tensor is SharedRadialTensor)
        {
            return Choose(tensor, lanes) == RadialSource.Factors
                ? $"{tensor.Ranks[0]} functions that all pairs share and their combinations, "
                    + "which take fewer products than dense coefficients"
                : "the dense tensor, which takes fewer products than combinations of so many functions";
        }
        if (tensor is not FactorizedRadialTensor) return $"the dense tensor ({Size(tensor.Shape)}, built once)";
        var kinds = KindsSideBySide(tensor.Shape.SpeciesCount, lanes).ToString("0.0", CultureInfo.InvariantCulture);
        var size = Size(tensor.Shape);
        return Choose(tensor, lanes) == RadialSource.Dense
            ? $"the dense tensor ({size}, built once), which is cheaper than the factors for {kinds} kinds of pairs side by side"
            : $"the factors, which are cheaper than a dense tensor of {size} with {kinds} kinds of pairs side by side";
    }

    /// <summary>Products for the values of the common functions and for combining them; a dense tensor takes N_f·N_b.</summary>
    private static double OfShared(SharedRadialTensor shared) =>
        shared.Ranks[0] * (double)(shared.Shape.BasisSize + shared.Shape.FunctionCount);

    private static double OfDense(RadialShape shape, int lanes) => KindsSideBySide(shape.SpeciesCount, lanes) * (1 + Bytes(shape) / Cache);

    private static double OfFactors(int tables) => 3.9 + 0.55 * tables;

    /// <summary>
    /// Kinds of pairs that a slot of a block has on average if species are random; atoms are sorted, so few species give few.
    /// </summary>
    private static double KindsSideBySide(int speciesCount, int lanes)
    {
        var others = speciesCount - 1.0;
        return 1 + (lanes - 1) * others * others / (others * others + 10 * others + 90);
    }

    private static string Size(RadialShape shape) => $"{(Bytes(shape) + 1023) >> 10} kB";

    private static long Bytes(RadialShape shape) => sizeof(double) * (long)shape.Length;
}
