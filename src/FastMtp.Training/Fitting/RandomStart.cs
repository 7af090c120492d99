using FastMtp.Basis;
using FastMtp.Potentials;
using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Parameterizations;

namespace FastMtp.Training.Fitting;

/// <summary>Random start of a fit: random radial coefficients; linear coefficients are zero until solved for.</summary>
internal static class RandomStart
{
    /// <summary>
    /// Parameters of random radial coefficients: the closest to <paramref name="tensor"/>, scaled to keep its norm, and thus the size of
    /// the moments, even if the parameterisation cannot represent it exactly.
    /// </summary>
    public static double[] Compress(IParameterization parameterization, ReadOnlySpan<double> tensor)
    {
        var near = new double[tensor.Length];
        parameterization.Expand(parameterization.Approximate(tensor), near);
        var factor = Vectors.Norm(tensor) / Vectors.Norm(near);
        if (!double.IsFinite(factor)) factor = 1;
        for (var i = 0; i < near.Length; i++) near[i] = factor * tensor[i];
        return parameterization.Approximate(near);
    }

    /// <summary>[c | species | moments] for measurements of time, which depend on shapes and not on coefficients.</summary>
    public static double[] ForTiming(ParameterLayout layout)
    {
        const double scale = 0.01;
        var parameters = Draw(layout, 0, scale);
        parameters.AsSpan(layout.Moments).Fill(scale);
        return parameters;
    }

    /// <summary>
    /// Draws [c | species | moments] with every c uniform in ±<paramref name="radialScale"/>, so that no two radial functions
    /// are alike. The same seed gives the same numbers on every machine.
    /// </summary>
    public static double[] Draw(ParameterLayout layout, ulong seed, double radialScale)
    {
        var random = new SplitMix64(seed);
        var point = new double[layout.Count];
        foreach (ref var c in point.AsSpan(layout.Radial)) c = radialScale * random.NextSigned();
        return point;
    }
}
