using System.Globalization;

namespace FastMtp.Training.Tuning;

/// <summary>What the search varies. A new dimension is a property here, its values in <see cref="SearchSpace"/>.</summary>
/// <param name="Basis">Name of the basis.</param>
/// <param name="Cutoff">Cutoff, Å.</param>
/// <param name="RadialSize">Number of radial polynomials.</param>
/// <param name="Form">Form of the radial coefficients.</param>
internal sealed record Candidate(string Basis, double Cutoff, int RadialSize, RadialForm Form)
{
    /// <summary>Identifies the candidate: equal names are equal candidates.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Basis}, cutoff {Cutoff}, {RadialSize} polynomials, {Form.ShortName}");
}
