using FastMtp.Selection.Reports;
using static System.FormattableString;

namespace FastMtp.Cli.FitReports;

/// <summary>What more data or a larger basis would bring, from fits to parts of the data.</summary>
internal static class OutlookText
{
    /// <summary>Errors of two seeds differ by as much, so less cannot be told apart.</summary>
    private const double Seeds = 0.05;

    /// <summary>A few sentences.</summary>
    public static string Of(DataCurve curve)
    {
        List<string> sentences = [];
        var (energy, force) = (curve.Doubled(e => e?.EnergyRmse), curve.Doubled(e => e?.ForceRmse));
        string[] data = [.. Change("energy", energy), .. Change("force", force)];
        if (data.Length > 0)
        {
            sentences.Add("If the trend of the last three fits goes on, but not below the training error, twice the data would leave "
                + $"{string.Join(" and ", data)}.");
        }
        string[] basis =
            [.. Change("energy", curve.LastStep(e => e?.EnergyRmse)), .. Change("force", curve.LastStep(e => e?.ForceRmse))];
        if (basis.Length > 0)
        {
            sentences.Add($"The last step of the basis, from {curve.Smaller!.Basis} to {curve.Points[^1].Basis}, left "
                + $"{string.Join(" and ", basis)}; the next one would probably gain less.");
        }
        double[] byData = [.. new[] { energy, force }.OfType<double>()];
        double[] byBasis = [.. new[] { curve.LastStep(e => e?.EnergyRmse), curve.LastStep(e => e?.ForceRmse) }.OfType<double>()];
        var (more, larger) = (byData.DefaultIfEmpty(1).Average(), byBasis.DefaultIfEmpty(1).Average());
        if (Math.Min(more, larger) > 1 - Seeds)
        {
            sentences.Add("Either is hardly more than fits with different seeds differ by: "
                + "other kinds of data or another family of bases are worth a try.");
        }
        else if (byBasis.Length > 0)
        {
            sentences.Add(more < larger
                ? "More data would help more than a higher level." : "A higher level would help more than twice the data.");
        }
        return string.Join(' ', sentences);
    }

    private static IEnumerable<string> Change(string what, double? factor) =>
        factor is { } left ? [Invariant($"{100 * left:0} % of the {what} error")] : [];
}
