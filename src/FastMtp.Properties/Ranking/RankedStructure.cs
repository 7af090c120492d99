using FastMtp.Properties.Statistics;

namespace FastMtp.Properties.Ranking;

/// <summary>A structure among others of the same formula, by the enthalpies that the members of an ensemble give it.</summary>
/// <param name="Name">Where it comes from.</param>
/// <param name="Formula">Reduced formula.</param>
/// <param name="Atoms">Number of atoms in the cell.</param>
/// <param name="FormulaAtoms">Number of atoms in the formula.</param>
/// <param name="Volume">Mean volume, Å³/atom.</param>
/// <param name="Above">
/// [member] enthalpy above the structure that is lowest on average, eV/atom; NaN where the relaxation failed.
/// </param>
internal sealed record RankedStructure(string Name, string Formula, int Atoms, int FormulaAtoms, double Volume, IReadOnlyList<double> Above)
{
    /// <summary>Structures that became the same in the relaxation.</summary>
    public IReadOnlyList<string> Duplicates { get; init; } = [];

    /// <summary>Share of the members for which this structure is the lowest.</summary>
    public double LowestShare { get; init; }

    /// <summary>
    /// Share of the members that put this structure above the one before it in the order: 0.5 is a coin toss, 1 unanimous. NaN for the
    /// first.
    /// </summary>
    public double OrderShare { get; init; } = double.NaN;

    /// <summary>Members for which the relaxation converged.</summary>
    public IEnumerable<double> Known => Above.Where(double.IsFinite);

    /// <summary>Mean over the members, eV/atom; NaN if none converged.</summary>
    public double Mean => Known.Any() ? Known.Average() : double.NaN;

    /// <summary>Standard deviation over the members, eV/atom; null for less than two.</summary>
    public double? Sigma => Known.Count() < 2 ? null : SeriesAverage.DeviationOf([.. Known]);
}
