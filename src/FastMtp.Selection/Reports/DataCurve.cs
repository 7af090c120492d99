using FastMtp.Training.Studies;

namespace FastMtp.Selection.Reports;

/// <summary>A fit to a part of the data.</summary>
/// <param name="Basis">Name of its basis; null if it has none.</param>
/// <param name="Configurations">Number of training configurations.</param>
/// <param name="Training">Errors on them.</param>
/// <param name="Validation">Errors on the validation data, the same for all fits.</param>
internal sealed record DataCurvePoint(string? Basis, int Configurations, ErrorSummary Training, ErrorSummary? Validation);

/// <summary>Errors over the number of training configurations.</summary>
/// <param name="Points">Fits of the same basis to more and more data; the last one to all.</param>
/// <param name="Smaller">A fit of the next smaller basis to all data; null if there is none.</param>
internal sealed record DataCurve(IReadOnlyList<DataCurvePoint> Points, DataCurvePoint? Smaller)
{
    /// <summary>With very few data errors fall fast, which says nothing of many.</summary>
    private const int TrendPoints = 3;

    /// <summary>
    /// What twice the data would leave of a validation error, if the trend of the last points goes on, but not less than the training
    /// error, which more data only raise; null if it is unknown.
    /// </summary>
    public double? Doubled(Func<ErrorSummary?, double?> of)
    {
        var (last, trend) = (Points[^1], PowerLaw.Through(
            [.. Points.TakeLast(TrendPoints).Where(point => of(point.Validation) is not null)
                .Select(point => ((double)point.Configurations, of(point.Validation)!.Value))]));
        return trend is null ? null : Math.Min(1, Math.Max(trend.Doubling, of(last.Training) / of(last.Validation) ?? 0));
    }

    /// <summary>What the last step of the basis left of a validation error; null if unknown.</summary>
    public double? LastStep(Func<ErrorSummary?, double?> of) => of(Points[^1].Validation) / of(Smaller?.Validation);

    /// <summary>The basis of the same family below one: mtp:14 below mtp:16; null if there is none.</summary>
    public static string? BasisBelow(string? basis) =>
        basis?.Split(':') is [var family, var text] && int.TryParse(text, out var size) && size > 4 ? $"{family}:{size - 2}" : null;

    /// <summary>The point of a finished fit.</summary>
    public static DataCurvePoint PointOf(int configurations, FitOutcome outcome) =>
        new(outcome.Specification.Basis, configurations, outcome.Training, outcome.Validation);
}
