namespace FastMtp.Evaluation;

/// <summary>What a potential says about a configuration.</summary>
/// <param name="Energy">Sum of the site energies, eV.</param>
/// <param name="SiteEnergies">[centres] eV.</param>
/// <param name="Forces">[3·atoms] eV/Å, x y z of atom 0 first.</param>
/// <param name="Virial">eV; see <see cref="FastMtp.Virial"/> for the sign. Also given for clusters.</param>
internal sealed record Prediction(double Energy, double[] SiteEnergies, double[] Forces, Virial Virial);
