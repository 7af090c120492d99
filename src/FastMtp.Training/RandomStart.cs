using FastMtp.Training.Parameterizations;

namespace FastMtp.Training;

/// <summary>Start of a training from nothing: random radial coefficients, linear coefficients zero until they are solved for.</summary>
public static class RandomStart
{
    /// <summary>
    /// Draws [c | species | moments] with every c uniform in ±<paramref name="radialScale"/>, so that no two radial functions
    /// are alike. The same seed gives the same numbers on every machine.
    /// </summary>
    public static double[] Draw(ParameterLayout layout, ulong seed, double radialScale)
    {
        var random = new SplitMix64(seed);
        var point = new double[layout.Count];
        foreach (ref var c in point.AsSpan(0, layout.RadialCount)) c = radialScale * random.NextSigned();
        return point;
    }
}
