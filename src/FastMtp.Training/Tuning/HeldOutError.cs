namespace FastMtp.Training.Tuning;

/// <summary>Errors on cells that were not fitted, in units that do not depend on the weights of the loss.</summary>
/// <param name="Relative">What is compared: <see cref="LabelSpread.Relative"/>.</param>
/// <param name="Energy">RMSE, eV/atom; null without energies.</param>
/// <param name="Force">RMSE of a component, eV/Å; null without forces.</param>
internal sealed record HeldOutError(double Relative, double? Energy = null, double? Force = null)
{
    /// <summary>The errors of several folds together, each with as many cells as the others.</summary>
    public static HeldOutError Mean(IReadOnlyList<HeldOutError> folds, LabelSpread spread) =>
        spread.Relative(RootMeanSquare(folds.Select(f => f.Energy)), RootMeanSquare(folds.Select(f => f.Force)));

    private static double? RootMeanSquare(IEnumerable<double?> errors)
    {
        var known = errors.OfType<double>().ToArray();
        return known.Length == 0 ? null : Math.Sqrt(known.Average(e => e * e));
    }
}
