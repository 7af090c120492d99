using System.Globalization;

namespace FastMtp.Training.Studies;

/// <summary>One fit of a study or an ensemble: what distinguishes it from the others.</summary>
/// <param name="Model">Form of the radial coefficients.</param>
/// <param name="Basis">Name of the basis; null if it has none.</param>
/// <param name="Seed">Seed of the random start.</param>
internal sealed record FitSpecification(RadialForm Model, string? Basis, ulong Seed)
{
    /// <summary>Identifies the fit: specifications with equal names give equal numbers.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Model}{(Basis is null ? "" : $", {Basis}")}, seed {Seed}");
}
