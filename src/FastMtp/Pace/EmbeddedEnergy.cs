namespace FastMtp.Pace;

/// <summary>The functions f(ρ, m) of an embedding, with their derivatives.</summary>
internal static class EmbeddedEnergy
{
    /// <summary>F(ρ), and the derivatives with respect to all densities.</summary>
    public static double Of(PaceEmbedding embedding, ReadOnlySpan<double> densities, Span<double> slopes)
    {
        var energy = 0.0;
        for (var p = 0; p < densities.Length; p++)
        {
            var (weight, m) = (embedding.Parameters[2 * p], embedding.Parameters[2 * p + 1]);
            var (value, slope) = embedding.Function is PaceEmbedding.ShiftedScaled
                ? ShiftedScaled(densities[p], m)
                : FinnisSinclair(densities[p], m);
            energy += weight * value;
            slopes[p] = weight * slope;
        }
        return energy;
    }

    /// <summary>h(c), a quintic step from 1 to 0 that ends at the cutoff of the core repulsion.</summary>
    public static (double Value, double Slope) OutsideOfCore(PaceEmbedding embedding, double core)
    {
        var t = Math.Clamp((embedding.CoreCutoff - core) / embedding.CoreWidth, 0, 1);
        return (t * t * t * (10 - 15 * t + 6 * t * t), -30 * t * t * (1 - t) * (1 - t) / embedding.CoreWidth);
    }

    // A power that is smooth at zero.
    private static (double Value, double Slope) ShiftedScaled(double rho, double m)
    {
        if (Math.Abs(m - 1) < 1e-10) return (rho, 1);
        var (a, q) = (Math.Abs(rho), 1 / m);
        var decay = Math.Exp(-a);
        var (shift, offset) = (Math.Pow(q, q / (1 - q)) * decay, Math.Pow(q, 1 / (1 - q)) * decay);
        var power = Math.Pow(a + shift, m);
        return (Math.CopySign(power - offset, rho), m * power / (a + shift) * (1 - shift) + offset);
    }

    // Near zero, a straight line takes the place of the power, whose slope has no bounds.
    private static (double Value, double Slope) FinnisSinclair(double rho, double m)
    {
        const double Steepness = 1e6;
        var line = Math.Pow(Steepness, 1 - m);
        var a = Math.Abs(rho);
        if (a == 0) return (0, line);
        var cube = Steepness * a * (Steepness * a) * (Steepness * a);
        var g = cube < 30 ? Math.Exp(-cube) : 0;
        var slope = -3 * cube / a * g;
        var power = Math.Pow(a, m);
        return (Math.CopySign((1 - g) * power + line * g * a, rho),
            (1 - g) * m * power / a - slope * power + line * (g + slope * a));
    }
}
