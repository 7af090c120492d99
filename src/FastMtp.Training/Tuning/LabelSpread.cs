using FastMtp.Data;
using FastMtp.Training.LeastSquares;

namespace FastMtp.Training.Tuning;

/// <summary>How much the labels of a data set vary: the errors of a potential that knows nothing but the composition.</summary>
/// <param name="Energy">Of the energies per atom about the sum of energies of the species that fits them best, eV; null without.</param>
/// <param name="Force">Root mean square of a force component, eV/Å; null without.</param>
internal sealed record LabelSpread(double? Energy, double? Force)
{
    /// <summary>Smaller ones are rounding.</summary>
    private const double Least = 1e-9;

    /// <summary>The spread of a data set whose types are numbers below <paramref name="species"/>.</summary>
    public static LabelSpread Of(IReadOnlyList<Configuration> configurations, int species)
    {
        var forces = configurations.Where(c => c.Forces is not null).SelectMany(c => c.Forces!).ToArray();
        return new(Known(EnergySpread([.. configurations.Where(c => c.Energy is not null)], species)),
            Known(forces.Length == 0 ? 0 : Math.Sqrt(forces.Average(f => f * f))));
    }

    /// <summary>
    /// Errors as shares of the spread. The one that is compared is the geometric mean of those of energies and forces, so that a tenth less
    /// of either counts the same, whichever of them is harder to fit.
    /// </summary>
    public HeldOutError Relative(double? energy, double? force)
    {
        double?[] shares = [energy / Energy, force / Force];
        double[] known = [.. shares.OfType<double>()];
        var relative = known.Length == 0 ? double.PositiveInfinity : known.Length == 1 ? known[0] : Math.Sqrt(known[0] * known[1]);
        return new(double.IsNaN(relative) ? double.PositiveInfinity : relative, energy, force);
    }

    private static double? Known(double spread) => spread > Least ? spread : null;

    private static double EnergySpread(Configuration[] cells, int species)
    {
        if (cells.Length < 2) return 0;
        double[][] shares = [.. cells.Select(c => Composition.Shares(c, species))];
        double[] energies = [.. cells.Select(c => c.Energy!.Value / c.Count)];
        var (matrix, right) = (new double[species * species], new double[species]);
        foreach (var (row, energy) in shares.Zip(energies))
        {
            for (var i = 0; i < species; i++)
            {
                right[i] += row[i] * energy;
                for (var j = 0; j < species; j++) matrix[i * species + j] += row[i] * row[j];
            }
        }
        var ofSpecies = LeastSquaresSolver.Solve(new NormalEquations(matrix, right));
        if (ofSpecies is null) return 0;
        return Math.Sqrt(shares.Zip(energies, (row, energy) => energy - row.Zip(ofSpecies, (x, e) => x * e).Sum()).Average(x => x * x));
    }
}
