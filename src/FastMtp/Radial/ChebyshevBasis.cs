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
        var width = basis.Cutoff - basis.MinDistance;
        var xi = (2 * r - (basis.MinDistance + basis.Cutoff)) / width;
        var slope = 2 / width;
        var smoothing = basis.Scaling * (basis.Cutoff - r) * (basis.Cutoff - r);
        var smoothingSlope = -2 * basis.Scaling * (basis.Cutoff - r);

        var (t, previous) = (1.0, xi);
        var (dt, previousSlope) = (0.0, slope);
        for (var b = 0; b < basis.Size; b++)
        {
            values[b] = t * smoothing;
            derivatives[b] = dt * smoothing + t * smoothingSlope;
            // T_{−1} = T_1 = xi starts the recurrence.
            (t, previous, dt, previousSlope) = (2 * xi * t - previous, t, 2 * (slope * t + xi * dt) - previousSlope, dt);
        }
    }
}
