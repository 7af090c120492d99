namespace FastMtp.Properties.Statistics;

/// <summary>
/// Where a series stops remembering how it started: the start that leaves the most independent samples (J. D. Chodera, J. Chem. Theory
/// Comput. 12, 1799 (2016)), or, if that is later, the smallest standard error of the mean without regard to correlation (K. P. White,
/// Simulation 69, 323 (1997)), which sees short transients of slow series.
/// </summary>
internal static class Equilibration
{
    private const int Candidates = 25;

    /// <summary>First sample to use; at most half of the series is given up.</summary>
    public static int Start(ReadOnlySpan<double> series) => Math.Max(MostIndependent(series), SmallestError(series));

    private static int MostIndependent(ReadOnlySpan<double> series)
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

    /// <summary>
    /// The start with the smallest variance of the rest divided by its length, if it is smaller by more than noise explains.
    /// </summary>
    private static int SmallestError(ReadOnlySpan<double> series)
    {
        var shift = series.IsEmpty ? 0 : series[^1];
        var (start, least, whole, sum, squares) = (0, double.PositiveInfinity, 0.0, 0.0, 0.0);
        for (var first = series.Length - 1; first >= 0; first--)
        {
            var (value, count) = (series[first] - shift, series.Length - first);
            (sum, squares) = (sum + value, squares + value * value);
            whole = (squares - sum * sum / count) / count / count;
            if (count >= series.Length - series.Length / 2 && count > 1 && whole < least) (start, least) = (first, whole);
        }
        return least < 0.95 * whole ? start : 0;
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
