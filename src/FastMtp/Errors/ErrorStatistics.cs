namespace FastMtp.Errors;

/// <summary>Root mean square, mean absolute and largest of the errors of one quantity.</summary>
internal sealed class ErrorStatistics
{
    private double _sumOfSquares;
    private double _sum;

    /// <summary>Number of values compared.</summary>
    public long Count { get; private set; }

    /// <summary>Root mean square error; null without values.</summary>
    public double? Rmse => Count == 0 ? null : Math.Sqrt(_sumOfSquares / Count);

    /// <summary>Mean absolute error; null without values.</summary>
    public double? Mae => Count == 0 ? null : _sum / Count;

    /// <summary>Largest absolute error; null without values.</summary>
    public double? Largest { get; private set; }

    /// <summary>The configuration that has the largest error; the first one if there are several.</summary>
    public string? Worst { get; private set; }

    /// <summary>Adds the errors of one configuration.</summary>
    public void Add(ReadOnlySpan<double> errors, string origin)
    {
        foreach (var error in errors)
        {
            var size = Math.Abs(error);
            _sumOfSquares += size * size;
            _sum += size;
            // NaN counts as the largest error.
            if (size <= Largest || (Largest is { } l && double.IsNaN(l))) continue;
            Largest = size;
            Worst = origin;
        }
        Count += errors.Length;
    }
}
