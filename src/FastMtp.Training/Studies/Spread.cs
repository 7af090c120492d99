namespace FastMtp.Training.Studies;

/// <summary>Mean and standard deviation of a number over the seeds.</summary>
/// <param name="Mean">Mean.</param>
/// <param name="Sigma">Sample standard deviation (divisor n − 1); null for a single value.</param>
internal readonly record struct Spread(double Mean, double? Sigma)
{
    /// <summary>Spread of the known values; null if none is known.</summary>
    public static Spread? Of(IEnumerable<double?> values)
    {
        var known = values.OfType<double>().ToArray();
        if (known.Length == 0) return null;
        var mean = known.Average();
        return new(mean, known.Length == 1 ? null : Math.Sqrt(known.Sum(x => (x - mean) * (x - mean)) / (known.Length - 1)));
    }

    /// <summary>The spread in another unit.</summary>
    public static Spread operator *(double factor, Spread spread) => new(factor * spread.Mean, Math.Abs(factor) * spread.Sigma);
}

/// <summary>Spread of the errors over the seeds.</summary>
/// <param name="Loss">The loss function.</param>
/// <param name="Energy">RMSE, eV/atom.</param>
/// <param name="Force">RMSE of a component, eV/Å.</param>
/// <param name="Stress">RMSE of a component, GPa.</param>
internal sealed record ErrorSpread(Spread Loss, Spread? Energy, Spread? Force, Spread? Stress)
{
    /// <summary>Spread of the errors of several fits; null if none are known.</summary>
    public static ErrorSpread? Of(IEnumerable<ErrorSummary?> errors)
    {
        var known = errors.OfType<ErrorSummary>().ToArray();
        return Spread.Of(known.Select(e => (double?)e.Loss)) is { } loss
            ? new(loss, Spread.Of(known.Select(e => e.EnergyRmse)), Spread.Of(known.Select(e => e.ForceRmse)),
                Spread.Of(known.Select(e => e.StressRmse)))
            : null;
    }
}
