using System.Globalization;
using System.Text.Json.Serialization;
using FastMtp.Training.Loss;

namespace FastMtp.Training.Tuning;

/// <summary>What the search varies. A new dimension is a property here, its values in <see cref="SearchSpace"/>.</summary>
/// <param name="Basis">Name of the basis.</param>
/// <param name="Cutoff">Cutoff, Å.</param>
/// <param name="RadialSize">Number of radial polynomials.</param>
/// <param name="Form">Form of the radial coefficients.</param>
/// <param name="Favor">What the weights favor; null for weights that are given.</param>
internal sealed record Candidate(string Basis, double Cutoff, int RadialSize, RadialForm Form, Favor? Favor = null)
{
    /// <summary>Number of properties in which two candidates differ.</summary>
    public int DifferencesFrom(Candidate other) =>
        (Basis == other.Basis ? 0 : 1) + (Cutoff == other.Cutoff ? 0 : 1) + (RadialSize == other.RadialSize ? 0 : 1)
        + (Form == other.Form ? 0 : 1) + (Favor == other.Favor ? 0 : 1);

    /// <summary>Identifies the candidate: equal names are equal candidates.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Basis}, cutoff {Cutoff}, {RadialSize} polynomials, {Form.ShortName}")
        + (Favored is { } word ? $", favoring {word}" : "");

    /// <summary>What its weights favor, in a word; null for what is usual and for weights that are given.</summary>
    [JsonIgnore]
    public string? Favored => Favor is { } favor and not FastMtp.Favor.Balanced ? favor.Word() : null;

    /// <summary>What decides the cost of a candidate.</summary>
    [JsonIgnore]
    public Candidate Costing => this with { Favor = null };
}
