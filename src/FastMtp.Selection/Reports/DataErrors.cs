using FastMtp.Errors;
using FastMtp.Training.Loss;

namespace FastMtp.Selection.Reports;

/// <summary>Errors on a data set: as a whole, by group and set of species, on the atoms of each species, of every configuration.</summary>
internal sealed class DataErrors
{
    private readonly List<CellErrors> _cells = [];
    private readonly List<string> _notFinite = [];

    private DataErrors(IReadOnlyList<Configuration> cells, SpeciesList species)
    {
        (Spread, Stresses) = (LabelScale.Of(cells, species.Count), StressSpread.Of(cells));
        BySpeciesSet = new GroupedErrors(cell => SpeciesSet.NameOf(cell, species));
        ForcesOfSpecies = [.. species.Names.Select(_ => new ErrorStatistics())];
    }

    /// <summary>By <see cref="Configuration.ConfigType"/>, with the total.</summary>
    public GroupedErrors ByGroup { get; } = new();

    /// <summary>By the species of the configurations.</summary>
    public GroupedErrors BySpeciesSet { get; }

    /// <summary>[N_T] errors of force components on the atoms of each species.</summary>
    public IReadOnlyList<ErrorStatistics> ForcesOfSpecies { get; }

    /// <summary>How much energies per atom and forces vary in the data.</summary>
    public LabelScale Spread { get; }

    /// <summary>How much stresses vary, GPa; null without any.</summary>
    public double? Stresses { get; }

    /// <summary>All configurations, in order.</summary>
    public IReadOnlyList<CellErrors> Cells => _cells;

    /// <summary>Configurations for which energy, forces or virial are not finite.</summary>
    public IReadOnlyList<string> NotFinite => _notFinite;

    /// <summary>Evaluates a data set.</summary>
    /// <param name="potential">The potential.</param>
    /// <param name="cells">The data; types index the species.</param>
    /// <param name="species">Species of the potential.</param>
    /// <param name="threads">Number of threads; 0 for one per core.</param>
    /// <param name="also">Called for every configuration and its prediction, in order.</param>
    public static DataErrors Of(Potential potential, IReadOnlyList<Configuration> cells, SpeciesList species, int threads,
        Action<Configuration, Prediction>? also = null)
    {
        var errors = new DataErrors(cells, species);
        potential.EvaluateAll(cells, threads, (cell, predicted) =>
        {
            errors.Add(cell, predicted);
            also?.Invoke(cell, predicted);
        });
        return errors;
    }

    private void Add(Configuration labelled, Prediction predicted)
    {
        if (!predicted.IsFinite) _notFinite.Add(labelled.Origin);
        ByGroup.Add(labelled, predicted);
        BySpeciesSet.Add(labelled, predicted);
        _cells.Add(CellErrors.Of(labelled, predicted));
        if (labelled.Forces is not { } forces) return;
        for (var atom = 0; atom < labelled.Count; atom++)
        {
            var i = 3 * atom;
            ForcesOfSpecies[labelled.Types[atom]].Add(
                [predicted.Forces[i] - forces[i], predicted.Forces[i + 1] - forces[i + 1], predicted.Forces[i + 2] - forces[i + 2]],
                labelled.Origin);
        }
    }
}
