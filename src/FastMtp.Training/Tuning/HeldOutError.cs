using FastMtp.Training.Loss;

namespace FastMtp.Training.Tuning;

/// <summary>Errors on cells that were not fitted, in units that do not depend on the weights of the loss.</summary>
/// <param name="Relative">What is compared: errors as shares of how much the labels vary.</param>
/// <param name="Energy">RMSE, eV/atom; null without energies.</param>
/// <param name="Force">RMSE of a component, eV/Å; null without forces, or if all vanish by symmetry.</param>
internal sealed record HeldOutError(double Relative, double? Energy = null, double? Force = null)
{
    /// <summary>
    /// Errors in units of the labels' spread: the geometric mean of those of energies and forces, so that a tenth less of either counts the
    /// same, whichever of them is harder to fit.
    /// </summary>
    public static HeldOutError Of(double? energy, double? force, LabelScale scale)
    {
        double?[] shares = [energy / scale.Energy, force / scale.Force];
        double[] known = [.. shares.OfType<double>()];
        var relative = known.Length == 0 ? double.PositiveInfinity : known.Length == 1 ? known[0] : Math.Sqrt(known[0] * known[1]);
        return new(double.IsNaN(relative) ? double.PositiveInfinity : relative, energy, force);
    }

    /// <summary>The errors of several folds together, each with as many cells as the others.</summary>
    public static HeldOutError Mean(IReadOnlyList<ErrorSummary> folds, LabelScale scale) =>
        Of(RootMeanSquare(folds.Select(f => f.EnergyRmse)), RootMeanSquare(folds.Select(f => f.TellingForceRmse)), scale);

    private static double? RootMeanSquare(IEnumerable<double?> errors)
    {
        var known = errors.OfType<double>().ToArray();
        return known.Length == 0 ? null : Math.Sqrt(known.Average(e => e * e));
    }
}
