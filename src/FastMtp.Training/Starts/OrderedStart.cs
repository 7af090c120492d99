using FastMtp.Basis;
using FastMtp.Potentials;

namespace FastMtp.Training.Starts;

/// <summary>
/// A start with radial function μ of every pair a multiple of polynomial μ, so that the functions differ from each other as much as
/// polynomials do, and some noise.
/// </summary>
internal static class OrderedStart
{
    /// <summary>Size of the noise in relation to the multiples.</summary>
    private const double Noise = 0.5;

    /// <summary>[c | species | moments] of the size of a random start; the same seed gives the same numbers on every machine.</summary>
    /// <param name="layout">The coefficients.</param>
    /// <param name="plan">The basis.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="radialScale">Half-width of the coefficients of a random start.</param>
    public static double[] Draw(ParameterLayout layout, BasisPlan plan, ulong seed, double radialScale)
    {
        var (random, shape, labels) = (new SplitMix64(seed), layout.RadialShape, RadialLabel.Of(plan));
        var size = radialScale * Math.Sqrt(shape.BasisSize / 3.0);
        var point = new double[layout.Count];
        for (var i = 0; i < layout.RadialCount; i += shape.BasisSize)
        {
            var own = labels[i / shape.BasisSize % shape.FunctionCount].N % shape.BasisSize;
            point[i + own] = size * Math.Sqrt(3) * random.NextSigned();
            foreach (ref var c in point.AsSpan(i, shape.BasisSize)) c += size * Noise * random.NextSigned();
        }
        return point;
    }
}
