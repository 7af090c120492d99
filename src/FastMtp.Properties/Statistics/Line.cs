namespace FastMtp.Properties.Statistics;

/// <summary>A straight line through points.</summary>
/// <param name="Slope">Its slope.</param>
/// <param name="Error">Standard error of the slope, with correlated residuals taken into account.</param>
internal sealed record Line(double Slope, double Error)
{
    /// <summary>Fits y over x by least squares; at least two different x.</summary>
    public static Line Through(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double meanX = Autocorrelation.Mean(x), meanY = Autocorrelation.Mean(y), xx = 0, xy = 0;
        for (var i = 0; i < x.Length; i++)
        {
            xx += (x[i] - meanX) * (x[i] - meanX);
            xy += (x[i] - meanX) * (y[i] - meanY);
        }
        var slope = xy / xx;
        var residuals = new double[x.Length];
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            residuals[i] = y[i] - meanY - slope * (x[i] - meanX);
            sum += residuals[i] * residuals[i];
        }
        if (x.Length < 3) return new Line(slope, double.NaN);
        return new Line(slope, Math.Sqrt(2 * Autocorrelation.Time(residuals) * sum / (x.Length - 2) / xx));
    }
}
