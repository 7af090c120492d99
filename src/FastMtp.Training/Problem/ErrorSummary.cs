namespace FastMtp;

/// <summary>Errors of a potential on a data set.</summary>
/// <param name="Loss">The loss function on the set.</param>
/// <param name="EnergyRmse">eV/atom; null without energies.</param>
/// <param name="ForceRmse">Of a force component, eV/Å; null without forces.</param>
/// <param name="StressRmse">Of a stress component, GPa; null without virials of bulk configurations.</param>
public sealed record ErrorSummary(double Loss, double? EnergyRmse = null, double? ForceRmse = null, double? StressRmse = null)
{
    /// <summary>Smaller errors are rounding: the forces vanish by symmetry, in the data and whatever the potential.</summary>
    private const double SmallestForce = 1e-9;

    /// <summary><see cref="ForceRmse"/>, if it says something of the potential.</summary>
    internal double? TellingForceRmse => ForceRmse > SmallestForce ? ForceRmse : null;
}
