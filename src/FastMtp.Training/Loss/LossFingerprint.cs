using System.Runtime.InteropServices;
using System.Text;
using FastMtp.Digests;
using FastMtp.Potentials;

namespace FastMtp.Training.Loss;

/// <summary>Tells whether two losses are the same, without packing their data.</summary>
internal static class LossFingerprint
{
    /// <summary>Text that differs whenever data, weights or the shape of the potential differ.</summary>
    public static string Of(
        PotentialModel potential, IReadOnlyList<Configuration> training, IReadOnlyList<Configuration> validation, LossWeights weights)
    {
        var hash = new Sha256();
        var repulsion = potential.Repulsion is { } zbl ? $" {zbl}" : "";
        var perSpecies = potential.IsPerSpecies ? " per species" : "";
        Text($"{potential.Species} {potential.Radial}{repulsion} {potential.Plan.MomentCount} {potential.Plan.Name}{perSpecies}");
        var favored = weights.Favor is { } favor ? $" {favor}" : "";
        var groups = string.Join(';', weights.Groups.OrderBy(g => g.Key, StringComparer.Ordinal));
        Text($"{weights.Energy:R} {weights.Force:R} {weights.Stress:R} {weights.Normalization}{favored} {groups}");
        // The best coefficients have the lowest validation loss, and losses on different sets cannot be compared.
        Text($"{training.Count} {validation.Count}");
        foreach (var c in training.Concat(validation))
        {
            Text($"{c.Cell} {c.Energy:R} {c.Virial} {c.ConfigType}");
            hash.Append(MemoryMarshal.AsBytes<int>(c.Types));
            hash.Append(MemoryMarshal.AsBytes<double>(c.Positions));
            if (c.Forces is not null) hash.Append(MemoryMarshal.AsBytes<double>(c.Forces));
        }
        return Convert.ToHexString(hash.Finish());

        void Text(FormattableString text) => hash.Append(Encoding.UTF8.GetBytes(FormattableString.Invariant(text)));
    }
}
