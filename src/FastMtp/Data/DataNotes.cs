using FastMtp.Atoms;
using static System.FormattableString;

namespace FastMtp.Data;

/// <summary>Possible mistakes in a data set, worded as notes.</summary>
internal static class DataNotes
{
    /// <summary>Energies beyond this, eV per atom, are rarely in eV.</summary>
    private const double LargestEnergy = 1000;

    /// <summary>If no force component is larger, eV/Å, the unit is rarely eV/Å.</summary>
    private const double SmallestForce = 1e-4;

    /// <summary>Forces beyond this, eV/Å, are those of atoms on top of each other, or in another unit.</summary>
    private const double LargestForce = 1e4;

    /// <summary>One sentence per finding, in lower case like all notes.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<Configuration> configurations, DataSummary summary, SpeciesList? species)
    {
        if (species?.Names.Where(name => Elements.Number(name) is null).ToArray() is { Length: > 0 } strange)
            yield return $"{string.Join(", ", strange)}: not an element symbol; check the species if elements are meant.";
        if (Copies(configurations) is { } copies)
            yield return $"{copies.Count} of {configurations.Count} configurations repeat the atoms of an earlier one "
                + $"(first {copies.Second}, which repeats {copies.First}); check whether data were read twice.";
        if (MedianEnergy(configurations) is > LargestEnergy and var energy)
            yield return Invariant($"half of the energies exceed {energy:0} eV per atom; check that they are in eV.");
        if (summary.WithForces > 1 && summary.LargestForce is { } force && force.Size < SmallestForce)
            yield return Invariant($"no force component exceeds {force.Size:G3} eV/Å; check that the forces are in eV/Å.");
        if (summary.LargestForce is { Size: > LargestForce } huge)
            yield return Invariant($"the largest force is {huge.Size:G3} eV/Å, in {huge.Origin}, and decides much of a fit; ")
                + "check its unit, or leave the configuration out.";
        if (summary.Bulk > 0 && configurations.FirstOrDefault(c => c.Cell is { IsPeriodic: true, IsBulk: false }) is { } slab)
        {
            var others = summary.Configurations - summary.Bulk - summary.Open;
            yield return $"{others} of {summary.Configurations} configurations repeat in only one or two directions "
                + $"(first {slab.Origin}); check for missing lattice vectors if that is not intended.";
        }
        if (summary.Isolated is { } isolated)
            yield return Invariant($"{isolated.Atoms} of {summary.Atoms} atoms have no neighbour within {summary.Cutoff:0.####} Å, ")
                + $"the first in {isolated.Origin}; check the unit of the positions (Å) if that is not intended.";
    }

    /// <summary>A note if validation data repeat training data, so that errors on them say little; null otherwise.</summary>
    public static string? OfRepeated(IReadOnlyList<Configuration> training, IReadOnlyList<Configuration> validation)
    {
        if (validation.Count == 0) return null;
        var known = new Dictionary<string, string>(training.Count);
        foreach (var configuration in training) known.TryAdd(Frames.Digest(configuration), configuration.Origin);
        Configuration[] repeated = [.. validation.Where(configuration => known.ContainsKey(Frames.Digest(configuration)))];
        return repeated.Length == 0 ? null
            : $"{repeated.Length} of {validation.Count} validation configurations repeat the atoms of training ones (first "
                + $"{repeated[0].Origin}, which repeats {known[Frames.Digest(repeated[0])]}); errors on them are not those on new ones.";
    }

    private static (int Count, string First, string Second)? Copies(IReadOnlyList<Configuration> configurations)
    {
        var known = new Dictionary<string, string>(configurations.Count);
        var (count, first, second) = (0, "", "");
        foreach (var configuration in configurations)
        {
            if (known.TryAdd(Frames.Digest(configuration), configuration.Origin)) continue;
            if (count++ == 0) (first, second) = (known[Frames.Digest(configuration)], configuration.Origin);
        }
        return count == 0 ? null : (count, first, second);
    }

    private static double? MedianEnergy(IReadOnlyList<Configuration> configurations)
    {
        double[] sizes = [.. configurations.Where(c => c.Energy is not null).Select(c => Math.Abs(c.Energy!.Value) / c.Count).Order()];
        return sizes.Length == 0 ? null : sizes[sizes.Length / 2];
    }
}
