using System.Globalization;
using System.Text.Json.Serialization;

namespace FastMtp.Training.Studies;

/// <summary>One fit of a study or an ensemble: what distinguishes it from the others.</summary>
/// <param name="Model">Form of the radial coefficients.</param>
/// <param name="Basis">Name of the basis; null if it has none.</param>
/// <param name="Seed">Seed of the random start.</param>
/// <param name="MomentRank">Rank of the moment coefficients; null if each is a parameter.</param>
internal sealed record FitSpecification(
    RadialForm Model,
    string? Basis,
    ulong Seed,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? MomentRank = null)
{
    /// <summary>Identifies the fit: specifications with equal names give equal numbers.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture,
            $"{Model}{(Basis is null ? "" : $", {Basis}")}{(MomentRank is null ? "" : $", moments of rank {MomentRank}")}, seed {Seed}");
}
