using FastMtp.Basis;

namespace FastMtp.Training.Tests.LowRank;

/// <summary>Random arrays for tests.</summary>
internal static class RandomNumbers
{
    public static double[] Next(this SplitMix64 random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSigned())];

    /// <summary>A tensor of the set that the parameterisation describes.</summary>
    public static double[] NextTensor(this SplitMix64 random, Parameterizations.IParameterization parameterization)
    {
        var tensor = new double[parameterization.TensorLength];
        parameterization.Expand(parameterization.Approximate(random.Next(tensor.Length)), tensor);
        return tensor;
    }

    public static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], tolerance);
    }
}
