namespace FastMtp.Properties.Statistics;

/// <summary>
/// Where a series stops remembering how it started: the start that leaves the most independent samples
/// (J. D. Chodera, J. Chem. Theory Comput. 12, 1799 (2016)).
/// </summary>
internal static class Equilibration
{
    private const int Candidates = 25;

    /// <summary>First sample to use; at most half of the series is given up.</summary>
    public static int Start(ReadOnlySpan<double> series)
    {
        var (start, most) = (0, 0.0);
        for (var i = 0; i <= Candidates; i++)
        {
            var first = (int)((long)series.Length * i / (2 * Candidates));
            var rest = series[first..];
            if (rest.Length < 2) break;
            var independent = rest.Length / (2 * Autocorrelation.Time(rest));
            // Noise in the estimate is no reason to throw away data.
            if (independent > 1.02 * most) (start, most) = (first, independent);
        }
        return start;
    }

    /// <summary>The latest start of several series over the same samples.</summary>
    public static int Start(IEnumerable<double[]> series) => series.Select(values => Start(values)).DefaultIfEmpty().Max();

    /// <summary>
    /// True if a series still goes somewhere: a line through it rises or falls by more than its error and the fluctuations explain.
    /// </summary>
    public static bool IsDrifting(ReadOnlySpan<double> times, ReadOnlySpan<double> series)
    {
        if (series.Length < 2 * Candidates) return false;
        var line = Line.Through(times, series);
        var change = Math.Abs(line.Slope * (times[^1] - times[0]));
        return change > 3 * line.Error * (times[^1] - times[0]) && change > 0.5 * SeriesAverage.Of(series).Deviation;
    }
}
