namespace FastMtp.Evaluation;

/// <summary>What a potential says about a configuration.</summary>
/// <param name="Energy">Sum of the site energies, eV.</param>
/// <param name="SiteEnergies">[centres] eV.</param>
/// <param name="Forces">[3·atoms] eV/Å, x y z of atom 0 first.</param>
/// <param name="Virial">eV; see <see cref="FastMtp.Virial"/> for the sign. Also given for clusters.</param>
internal sealed record Prediction(double Energy, double[] SiteEnergies, double[] Forces, Virial Virial)
{
    /// <summary>False where atoms are so near, or coefficients so large, that numbers overflow.</summary>
    public bool IsFinite =>
        double.IsFinite(Energy) && Forces.All(double.IsFinite) && ((ReadOnlySpan<double>)[Virial.XX, Virial.YY, Virial.ZZ, Virial.YZ, Virial.XZ, Virial.XY]).IndexOfAnyExceptInRange(double.MinValue, double.MaxValue) < 0;
}
