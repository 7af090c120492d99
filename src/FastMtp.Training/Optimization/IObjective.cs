namespace FastMtp.Training.Optimization;

/// <summary>A function of a point with its gradient: all an optimiser needs.</summary>
internal interface IObjective
{
    /// <summary>Length of a gradient; in flat space also that of a point.</summary>
    int Dimension { get; }

    /// <summary>
    /// Value at <paramref name="point"/>; fills <paramref name="gradient"/>. May be NaN or infinite far outside the region of interest.
    /// </summary>
    double Evaluate(ReadOnlySpan<double> point, Span<double> gradient);
}
