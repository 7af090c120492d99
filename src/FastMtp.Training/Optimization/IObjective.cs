namespace FastMtp.Training.Optimization;

/// <summary>A function of a point with its gradient. All an optimiser ever sees.</summary>
internal interface IObjective
{
    /// <summary>Length of a gradient; in flat space also that of a point.</summary>
    int Dimension { get; }

    /// <summary>Value at <paramref name="point"/>; fills <paramref name="gradient"/>. May return NaN or infinity far outside the sensible region.</summary>
    double Evaluate(ReadOnlySpan<double> point, Span<double> gradient);
}
