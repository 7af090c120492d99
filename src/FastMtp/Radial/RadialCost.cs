using System.Globalization;

namespace FastMtp.Radial;

/// <summary>Whether to evaluate from factors or from the dense tensor.</summary>
public static class RadialCost
{
    /// <summary>Bytes of a dense tensor up to which it is multiplied out once.</summary>
    /// <remarks>
    /// Making the blocks of a group of atoms costs products for every kind of pair in it, and a dense tensor in the cache
    /// costs nothing, so at few species, or few kinds of pairs, the dense one wins whatever the rank. Measured with random
    /// species (benchmarks, --forms): dense faster by a fifth at 7 MB, equal at 13 MB, slower by a tenth at 60 MB.
    /// </remarks>
    public const long LargestDense = 8L << 20;

    /// <summary>The source for a tensor: the one asked for if there is a choice.</summary>
    public static RadialSource Choose(RadialTensor tensor, RadialSource asked = RadialSource.ByCost) => asked switch
    {
        _ when tensor is DenseRadialTensor => RadialSource.Dense,
        RadialSource.ByCost => DenseBytes(tensor) > LargestDense ? RadialSource.Factors : RadialSource.Dense,
        _ => asked,
    };

    /// <summary>The choice and its reason, for people.</summary>
    public static string Explain(RadialTensor tensor)
    {
        var dense = (DenseBytes(tensor) / 1024.0).ToString("0.#", CultureInfo.InvariantCulture);
        return Choose(tensor) == RadialSource.Dense
            ? $"the dense tensor, {dense} kB, multiplied out once: it is faster while it fits into the caches"
            : $"the factors: the dense tensor of {dense} kB would not fit into the caches";
    }

    private static long DenseBytes(RadialTensor tensor) => sizeof(double) * (long)tensor.Shape.Length;
}
