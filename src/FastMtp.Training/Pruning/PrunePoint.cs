namespace FastMtp.Training.Pruning;

/// <summary>A point of the path: a smaller plan with coefficients that were fitted for some steps.</summary>
internal sealed record PrunePoint
{
    /// <summary>Indices of the functions of the start that are left.</summary>
    public required int[] Functions { get; init; }

    /// <summary>[c | species | moments] of the smaller potential.</summary>
    public required double[] Parameters { get; init; }

    /// <summary>The time of an evaluation by the cost model, µs/atom.</summary>
    public required double Cost { get; init; }

    /// <summary>The time as measured, µs/atom.</summary>
    public required double Measured { get; init; }

    /// <summary>Number of products.</summary>
    public required int Products { get; init; }

    /// <summary>Number of basic moments.</summary>
    public required int BasicMoments { get; init; }

    /// <summary>Number of radial functions.</summary>
    public required int RadialFunctions { get; init; }

    /// <summary>The loss that was expected without a fit of the radial functions; null at the start.</summary>
    public double? ExpectedLoss { get; init; }

    /// <summary>Errors on the fitted data.</summary>
    public required ErrorSummary Training { get; init; }

    /// <summary>Errors on the validation data; null without any.</summary>
    public ErrorSummary? Validation { get; init; }

    /// <summary>The errors that count: on data that were not fitted, if there are some.</summary>
    public ErrorSummary Errors => Validation ?? Training;
}

/// <summary>Where pruning stands.</summary>
/// <param name="Points">The path so far; empty until the start has been fitted.</param>
/// <param name="What">What is being done.</param>
/// <param name="Step">Step of the fit that runs; null if none does.</param>
/// <param name="Steps">Number of its steps.</param>
/// <param name="Remaining">Seconds left, at most; null if unknown.</param>
internal sealed record PruneProgress(IReadOnlyList<PrunePoint> Points, string What, int? Step, int Steps, double? Remaining);
