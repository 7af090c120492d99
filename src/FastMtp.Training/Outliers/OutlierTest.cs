using FastMtp.Data;
using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Outliers;

/// <summary>
/// Which labels are probably wrong. Their error is far beyond what is usual, by three standards: for all configurations, for those of the
/// same group, and for those with predictions of like size. And it is not small against the prediction either, as the error of a hard
/// but right configuration, say a strongly compressed one, may be.
/// </summary>
/// <remarks>
/// On correct data of metals and molecular crystals no error came to more than 9 times the usual one for energies and virials, and
/// 3 times for forces, as long as small cells counted as much as large ones. Where every atom counts alike, energies of small
/// strained cells go to 16 times, so limits of 10 are no default; wrong ones go to a hundred times. A group that is described badly
/// as a whole sets its own standard, and so does a configuration that is the only one of its kind.
/// </remarks>
internal sealed class OutlierTest
{
    /// <summary>With fewer labels there is no usual error.</summary>
    private const int Fewest = 20;

    /// <summary>Number of configurations with predictions of like size.</summary>
    private const int Window = 51;

    /// <summary>A label counts again if it is within this part of the limits.</summary>
    private const double Return = 0.5;

    /// <summary>Smaller errors are those of labels that symmetry fixes: they say nothing of the usual ones.</summary>
    private const double Fixed = 1e-5;

    private readonly IReadOnlyList<Configuration> _cells;
    private readonly double[] _usualEnergies;
    private readonly int[][] _groups;

    /// <summary>Prepares the test of a data set.</summary>
    /// <param name="cells">Its configurations.</param>
    public OutlierTest(IReadOnlyList<Configuration> cells)
    {
        _cells = cells;
        _usualEnergies = UsualEnergies(cells);
        _groups = [.. Enumerable.Range(0, cells.Count)
            .GroupBy(i => (cells[i].ConfigType, Count: cells[i].ConfigType is null ? cells[i].Count : 0)).Select(group => group.ToArray())];
    }

    /// <summary>The labels that fail, in the order of the configurations.</summary>
    /// <param name="errors">The errors.</param>
    /// <param name="before">Labels that failed before: they have to do better to count again.</param>
    public IReadOnlyList<DistrustedTerm> Run(LabelErrors errors, IReadOnlyList<DistrustedTerm> before) =>
    [
        .. new[] { LossTerms.Energy, LossTerms.Forces, LossTerms.Virial }.SelectMany(term => Run(errors, term,
            [.. before.Where(other => other.Term == term).Select(other => other.Cell)])).OrderBy(failed => (failed.Cell, failed.Term)),
    ];

    /// <summary>
    /// How many times the usual error a wrong label has, and which part of the prediction; a usual error that does no harm.
    /// </summary>
    private static (double Times, double Part, double Harmless) Limits(LossTerms term) => term switch
    {
        LossTerms.Energy => (10, 0.2, 5e-4),
        LossTerms.Forces => (4, 0.5, 5e-3),
        _ => (12, 0.5, 1e-3),
    };

    private List<DistrustedTerm> Run(LabelErrors errors, LossTerms term, HashSet<int> before)
    {
        int[] labelled = [.. Enumerable.Range(0, _cells.Count).Where(i => errors.Error(i, term) > Fixed)];
        var failed = new List<DistrustedTerm>();
        if (labelled.Length < Fewest) return failed;
        var usual = Usual(errors, term, labelled);
        var (times, part, harmless) = Limits(term);
        foreach (var i in labelled)
        {
            var limit = Math.Max(times * Math.Max(harmless, usual[i]), part * Size(errors, term, i)) * (before.Contains(i) ? Return : 1);
            if (errors.Error(i, term) > limit) failed.Add(new(i, term, errors.Error(i, term), usual[i]));
        }
        return failed;
    }

    private double[] Usual(LabelErrors errors, LossTerms term, int[] labelled)
    {
        var usual = new double[_cells.Count];
        Array.Fill(usual, Median(labelled));
        foreach (var group in _groups)
        {
            int[] members = [.. group.Where(i => errors.Error(i, term) > Fixed)];
            var median = Median(members);
            foreach (var i in members) usual[i] = Math.Max(usual[i], median);
        }
        int[] bySize = [.. labelled.OrderBy(i => Size(errors, term, i))];
        for (var k = 0; k < bySize.Length; k++)
        {
            var first = Math.Clamp(k - Window / 2, 0, Math.Max(0, bySize.Length - Window));
            usual[bySize[k]] = Math.Max(usual[bySize[k]], Median(bySize[first..Math.Min(first + Window, bySize.Length)]));
        }
        return usual;

        double Median(int[] cells) => RobustStatistics.Median(cells.Select(i => errors.Error(i, term)));
    }

    private double Size(LabelErrors errors, LossTerms term, int cell) =>
        Math.Abs(errors.Predicted(cell, term) - (term == LossTerms.Energy ? _usualEnergies[cell] : 0));

    /// <summary>The sums of an energy for each species, per atom, that come nearest to the energies.</summary>
    private static double[] UsualEnergies(IReadOnlyList<Configuration> cells)
    {
        Configuration[] labelled = [.. cells.Where(c => c.Energy is not null)];
        if (labelled.Length == 0) return new double[cells.Count];
        var species = cells.Max(c => c.Types.Max()) + 1;
        var energies = RobustStatistics.LeastAbsolute(
            [.. labelled.Select(c => Composition.Shares(c, species))], [.. labelled.Select(c => c.Energy!.Value / c.Count)]);
        return [.. cells.Select(c => Vectors.Dot(Composition.Shares(c, species), energies))];
    }
}
