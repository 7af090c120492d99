namespace FastMtp;

/// <summary>A potential's prediction for a configuration.</summary>
/// <param name="Energy">Sum of the site energies, eV.</param>
/// <param name="SiteEnergies">[N] energy of each atom, eV.</param>
/// <param name="Forces">[3·N] eV/Å, x y z of atom 0 first.</param>
/// <param name="Virial">eV, positive when compressed; see <see cref="FastMtp.Virial"/>. Also defined for clusters.</param>
public sealed record Prediction(double Energy, double[] SiteEnergies, double[] Forces, Virial Virial)
{
    /// <summary>Stress, eV/Å³, positive under tension; null unless the cell repeats in all three directions.</summary>
    public Stress? Stress { get; init; }

    /// <summary>
    /// [N] of a committee: standard deviation of the force on each atom over its members, eV/Å, of the vector from its mean. Null for a
    /// single potential.
    /// </summary>
    public double[]? ForceSpread { get; init; }

    /// <summary>Of a committee: standard deviation of the energy over its members, eV. Null for a single potential.</summary>
    public double? EnergySpread { get; init; }

    /// <summary>
    /// [N] extrapolation grade of each atom: up to 1, the potential interpolates between its training data. Null unless
    /// <see cref="Potential.Grade"/> computed it.
    /// </summary>
    public double[]? Grades { get; init; }

    /// <summary>Sums the site energies and adds the stress of a bulk cell.</summary>
    internal static Prediction Of(Cell cell, double[] siteEnergies, double[] forces, Virial virial) =>
        new(siteEnergies.Sum(), siteEnergies, forces, virial) { Stress = cell.IsBulk ? FastMtp.Stress.Of(virial, cell.Volume) : null };

    /// <summary>False if numbers overflow because atoms are too close or coefficients too large.</summary>
    internal bool IsFinite => double.IsFinite(Energy) && Forces.All(double.IsFinite) && double.IsFinite(Virial.SquaredNorm);
}
