namespace FastMtp.Benchmarks;

/// <summary>Atoms that move a little, as in molecular dynamics but without memory of their speed.</summary>
internal static class RandomWalk
{
    /// <summary>Moves every atom.</summary>
    /// <param name="positions">[3·N] Å.</param>
    /// <param name="step">Root mean square of an atom's way, Å.</param>
    /// <param name="random">Where chance comes from.</param>
    public static void Step(double[] positions, double step, Random random)
    {
        // A coordinate in −1 … 1 has the variance 1/3, the three of an atom together 1.
        for (var i = 0; i < positions.Length; i++) positions[i] += step * (2 * random.NextDouble() - 1);
    }
}
