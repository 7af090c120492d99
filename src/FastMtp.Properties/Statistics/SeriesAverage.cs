namespace FastMtp.Properties.Statistics;

/// <summary>The mean of a correlated series, and how sure it is.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Deviation">Standard deviation of a sample.</param>
/// <param name="CorrelationTime">τ in samples, see <see cref="Autocorrelation.Time"/>.</param>
/// <param name="BlockError">
/// Standard error from the means of <see cref="Blocks"/> consecutive parts; NaN if there are too few samples.
/// </param>
/// <param name="Count">Number of samples.</param>
internal sealed record SeriesAverage(double Mean, double Deviation, double CorrelationTime, double BlockError, int Count)
{
    /// <summary>Number of parts for <see cref="BlockError"/>.</summary>
    public const int Blocks = 10;

    /// <summary>Samples that count as independent.</summary>
    public double Independent => Count / (2 * CorrelationTime);

    /// <summary>Standard error from the correlation time.</summary>
    public double CorrelationError => Deviation / Math.Sqrt(Independent);

    /// <summary>
    /// Standard error of the mean: the larger of the two. The correlation time misses what is slower than its window; blocks miss what
    /// is slower than a block.
    /// </summary>
    public double Error => double.IsNaN(BlockError) ? CorrelationError : Math.Max(CorrelationError, BlockError);

    /// <summary>Averages a series of at least one sample.</summary>
    public static SeriesAverage Of(ReadOnlySpan<double> series)
    {
        var mean = Autocorrelation.Mean(series);
        return new SeriesAverage(mean, Deviations(series, mean), Autocorrelation.Time(series), ErrorOfBlocks(series), series.Length);
    }

    /// <summary>Mean and standard error of values that are independent, such as those of blocks or runs.</summary>
    public static (double Mean, double Error) OfIndependent(ReadOnlySpan<double> values)
    {
        var mean = Autocorrelation.Mean(values);
        return (mean, Deviations(values, mean) / Math.Sqrt(values.Length));
    }

    /// <summary>Standard deviation of independent values; NaN for less than two.</summary>
    public static double DeviationOf(ReadOnlySpan<double> values) => Deviations(values, Autocorrelation.Mean(values));

    private static double ErrorOfBlocks(ReadOnlySpan<double> series)
    {
        if (series.Length < 2 * Blocks) return double.NaN;
        var means = new double[Blocks];
        for (var b = 0; b < Blocks; b++)
        {
            var (first, end) = ((int)((long)series.Length * b / Blocks), (int)((long)series.Length * (b + 1) / Blocks));
            means[b] = Autocorrelation.Mean(series[first..end]);
        }
        return OfIndependent(means).Error;
    }

    private static double Deviations(ReadOnlySpan<double> values, double mean)
    {
        if (values.Length < 2) return double.NaN;
        var sum = 0.0;
        foreach (var value in values) sum += (value - mean) * (value - mean);
        var deviation = Math.Sqrt(sum / (values.Length - 1));
        // The mean of equal values is not exactly theirs.
        return deviation > 1e-13 * Math.Abs(mean) ? deviation : 0;
    }
}
