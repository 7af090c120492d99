namespace FastMtp.Radial;

/// <summary>The radial basis at one distance, by its recurrence: T_0 = 1, T_1 = xi, T_{b+1} = 2·xi·T_b − T_{b−1}.</summary>
internal static class ChebyshevBasis
{
    /// <summary>Evaluates Q_b(r) = T_b(xi)·Scaling·(Cutoff − r)² and dQ_b/dr for r up to the cutoff.</summary>
    /// <param name="basis">Interval, size and scaling.</param>
    /// <param name="r">Distance, Å.</param>
    /// <param name="values">[N_b] Q_b, Å².</param>
    /// <param name="derivatives">[N_b] dQ_b/dr, Å.</param>
    public static void Evaluate(RadialBasis basis, double r, Span<double> values, Span<double> derivatives)
    {
        Polynomials(basis, r, values, derivatives);
        var envelope = Envelope(basis, r);
        var slope = -2 * basis.Scaling * (basis.Cutoff - r);
        for (var b = 0; b < basis.Size; b++)
            (values[b], derivatives[b]) = (values[b] * envelope, derivatives[b] * envelope + values[b] * slope);
    }

    /// <summary>Scaling·(Cutoff − r)², Å².</summary>
    public static double Envelope(RadialBasis basis, double r) => basis.Scaling * (basis.Cutoff - r) * (basis.Cutoff - r);

    /// <summary>
    /// The polynomials alone: T_b(xi) and dT_b/dr. The evaluators repeat this recurrence, to keep vectors of distances in
    /// registers.
    /// </summary>
    public static void Polynomials(RadialBasis basis, double r, Span<double> values, Span<double> derivatives)
    {
        var width = basis.Cutoff - basis.MinDistance;
        var xi = (2 * r - (basis.MinDistance + basis.Cutoff)) / width;
        var slope = 2 / width;
        var (t, previous) = (1.0, xi);
        var (dt, previousSlope) = (0.0, slope);
        for (var b = 0; b < basis.Size; b++)
        {
            (values[b], derivatives[b]) = (t, dt);
            // T_{−1} = T_1 = xi starts the recurrence.
            (t, previous, dt, previousSlope) = (2 * xi * t - previous, t, 2 * (slope * t + xi * dt) - previousSlope, dt);
        }
    }
}
