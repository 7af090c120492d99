
namespace FastMtp.Tests.Evaluation;

/// <summary>
/// Comparisons relative to the largest number compared, but at least to <c>atLeast</c>: what vanishes by symmetry is a sum of
/// terms that cancel, and carries their rounding errors.
/// </summary>
internal static class Close
{
    public static void Equal(Prediction expected, Prediction actual, double tolerance)
    {
        Equal([expected.Energy], [actual.Energy], tolerance);
        Equal(expected.SiteEnergies, actual.SiteEnergies, tolerance);
        Equal(expected.Forces, actual.Forces, tolerance);
        Equal(Components(expected.Virial), Components(actual.Virial), tolerance);
    }

    public static void Equal(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance, double atLeast = 1)
    {
        Assert.Equal(expected.Count, actual.Count);
        var scale = Math.Max(Largest(expected), atLeast);
        for (var k = 0; k < expected.Count; k++)
            Assert.True(Math.Abs(expected[k] - actual[k]) <= tolerance * scale,
                $"[{k}]: {actual[k]:R} instead of {expected[k]:R} (largest {scale:G3})");
    }

    public static double Largest(IEnumerable<double> numbers) => numbers.Select(Math.Abs).Max();

    public static double[] Components(Virial v) => [v.XX, v.YY, v.ZZ, v.YZ, v.XZ, v.XY];
}
