using FastMtp.Data;
using FastMtp.Input;

namespace FastMtp.Training.Loss;

/// <summary>Rejects data and weights that would fit something other than what the user meant.</summary>
internal static class TrainingDataCheck
{
    /// <summary>Bytes per packed neighbour: displacement, index and padding.</summary>
    private const double BytesPerNeighbor = 36;

    /// <summary>Bytes per atom: positions, labels and results.</summary>
    private const double BytesPerAtom = 200;

    /// <summary>Squares of larger labels overflow where they are summed and multiplied.</summary>
    private const double LargestLabel = 1e50;

    /// <summary>Checks that the labels are not so large that the loss would not be finite.</summary>
    /// <exception cref="InputException">One is; the message names the configuration with the largest.</exception>
    public static void RequireBounded(IReadOnlyList<Configuration> training)
    {
        (double Size, string Name, string Unit, string Origin) largest = default;
        foreach (var configuration in training)
        {
            if (configuration.Energy is { } energy) Compare(energy, "energy", "eV");
            if (configuration.Forces is { } forces) foreach (var force in forces) Compare(force, "force", "eV/Å");
            if (configuration.Virial is { } virial) Compare(Math.Sqrt(virial.SquaredNorm), "virial", "eV");

            void Compare(double label, string name, string unit)
            {
                if (Math.Abs(label) > largest.Size) largest = (Math.Abs(label), name, unit, configuration.Origin);
            }
        }
        if (largest.Size > LargestLabel)
            throw new InputException(FormattableString.Invariant(
                $"{largest.Origin}: the {largest.Name} of {largest.Size:G3} {largest.Unit} is too large to be fitted; ")
                + "correct it, or leave the configuration out.");
    }

    /// <summary>Checks that every term with a weight has labels and every group with a factor has configurations.</summary>
    /// <exception cref="InputException">Labels or configurations are missing; the message names the remedy.</exception>
    public static void Require(DataSummary data, LossWeights weights)
    {
        RequireLabels(weights.Energy, data.WithEnergy, "energy", "energies", Argument.EnergyWeight, Argument.EnergyKey);
        RequireLabels(weights.Force, data.WithForces, "force", "forces", Argument.ForceWeight, Argument.ForcesKey);
        RequireLabels(weights.Stress, data.WithVirial, "stress", "virials or stresses", Argument.StressWeight,
            Argument.VirialKey, Argument.StressKey);
        if (weights is { Energy: 0, Force: 0, Stress: 0 })
        {
            var (energy, force, stress) = (Argument.EnergyWeight, Argument.ForceWeight, Argument.StressWeight);
            throw InputException.Naming($"All weights are 0, so there is nothing to fit; set {energy}, {force} or {stress}.");
        }
        foreach (var (group, factor) in weights.Groups)
        {
            if (factor < 0) throw new InputException($"The weight of the group {group} is negative; give it 0 or more.");
            if (!data.Groups.Any(g => g.Name == group))
                throw new InputException(
                    $"No configuration belongs to the group {group}; there are "
                    + $"{string.Join(", ", data.Groups.Select(g => g.Name ?? "configurations without a group"))}.");
        }
    }

    /// <summary>Checks that validation data have a label that counts: a loss of nothing would never rise.</summary>
    /// <exception cref="InputException">They have none.</exception>
    public static void RequireValidation(IReadOnlyList<Configuration> validation, LossWeights weights)
    {
        if (validation.Count == 0 || validation.Any(Counts)) return;
        var (energy, forces) = (Argument.EnergyKey, Argument.ForcesKey);
        const string none = "No validation configuration has a label that counts in the loss";
        throw InputException.Naming($"{none}; name the keys of its labels with {energy} and {forces}, or validate on other data.");

        bool Counts(Configuration configuration)
        {
            var (energy, force, stress) = weights.For(configuration);
            return (energy > 0 && configuration.Energy is not null) || (force > 0 && configuration.Forces is not null)
                || (stress > 0 && configuration.Virial is not null);
        }
    }

    /// <summary>Checks that the packed data fit in memory.</summary>
    /// <exception cref="InputException">The data do not fit in memory.</exception>
    public static void RequireMemory(DataSummary data)
    {
        const double gigabyte = 1 << 30;
        var needed = data.Atoms * (BytesPerAtom + BytesPerNeighbor * data.MeanNeighbors);
        var available = (double)GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (needed > 0.9 * available)
            throw new InputException(FormattableString.Invariant(
                $"The data need about {needed / gigabyte:0.0} GB of memory, but only {available / gigabyte:0.0} GB are available; ")
                + "use fewer configurations or a smaller cutoff.");
    }

    private static void RequireLabels(double weight, int labelled, string term, string labels, Argument argument, params Argument[] keys)
    {
        if (weight < 0 || !double.IsFinite(weight))
            throw InputException.Naming($"The {term} weight must be a number of at least 0; correct {argument}.");
        if (weight == 0 || labelled > 0) return;
        throw keys is [var first, var second]
            ? InputException.Naming($"The training data have no {labels}; name their key with {first} or {second}, or set {argument} to 0.")
            : InputException.Naming($"The training data have no {labels}; name their key with {keys[0]}, or set {argument} to 0.");
    }
}
