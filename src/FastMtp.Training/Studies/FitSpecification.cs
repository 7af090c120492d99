using System.Globalization;

namespace FastMtp.Training.Studies;

/// <summary>One fit of a study or an ensemble: what distinguishes it from the others.</summary>
/// <param name="Model">Form of the radial coefficients.</param>
/// <param name="Level">Level of the potential; null for a non-standard basis.</param>
/// <param name="Seed">Seed of the random start.</param>
internal sealed record FitSpecification(RadialForm Model, int? Level, ulong Seed)
{
    /// <summary>Identifies the fit: specifications with equal names give equal numbers.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Model}{(Level is { } level ? $", level {level}" : "")}, seed {Seed}");
}
