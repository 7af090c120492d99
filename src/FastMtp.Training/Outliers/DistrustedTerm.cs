using FastMtp.Atoms;

namespace FastMtp.Training.Outliers;

/// <summary>A label that a fit leaves out, as it is probably wrong.</summary>
/// <param name="Cell">Number of the configuration.</param>
/// <param name="Term">Which of its labels.</param>
/// <param name="Error">Its error: eV/atom of energies and virials, eV/Å of forces.</param>
/// <param name="Usual">The usual error of similar configurations.</param>
internal sealed record DistrustedTerm(int Cell, LossTerms Term, double Error, double Usual)
{
    /// <summary>The label in words, such as "train.xyz #7: energy off by 500 meV/atom, usual 2.1".</summary>
    public string Words(Configuration configuration)
    {
        var (word, unit, factor) = Term switch
        {
            LossTerms.Energy => ("energy", "meV/atom", 1e3),
            LossTerms.Forces => ("forces", "meV/Å", 1e3),
            _ when configuration.Cell.IsBulk => ("stress", "GPa",
                configuration.Count * Units.GigapascalsPerEvPerCubicAngstrom / configuration.Cell.Volume),
            _ => ("virial", "meV/atom", 1e3),
        };
        return FormattableString.Invariant($"{configuration.Origin}: {word} off by {factor * Error:G3} {unit}, usual {factor * Usual:G2}");
    }
}
