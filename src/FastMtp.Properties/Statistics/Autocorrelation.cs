namespace FastMtp.Properties.Statistics;

/// <summary>How long a series remembers its fluctuations.</summary>
internal static class Autocorrelation
{
    /// <summary>The sum ends at the first lag of so many correlation times (Sokal): beyond it is mostly noise.</summary>
    private const int Window = 5;

    /// <summary>
    /// The integrated autocorrelation time τ = 1/2 + Σ_t ρ(t), in samples. The mean of n samples is as sure as that of n/2τ independent
    /// ones; without correlation τ is 1/2.
    /// </summary>
    public static double Time(ReadOnlySpan<double> series)
    {
        const double least = 0.5;
        var mean = Mean(series);
        var variance = Covariance(series, mean, 0);
        // A constant that was printed with rounding has no fluctuations to correlate.
        if (!(variance > 1e-28 * mean * mean)) return least;
        var time = least;
        for (var lag = 1; lag < series.Length / 2 && lag < Window * time; lag++)
            time += Covariance(series, mean, lag) / variance;
        return Math.Max(time, least);
    }

    internal static double Mean(ReadOnlySpan<double> series)
    {
        var sum = 0.0;
        foreach (var value in series) sum += value;
        return sum / series.Length;
    }

    private static double Covariance(ReadOnlySpan<double> series, double mean, int lag)
    {
        var sum = 0.0;
        for (var i = lag; i < series.Length; i++) sum += (series[i] - mean) * (series[i - lag] - mean);
        return sum / (series.Length - lag);
    }
}
