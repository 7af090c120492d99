using FastMtp.Data;

namespace FastMtp.Training.Loss;

/// <summary>Refuses data and weights that would train to something other than what the user meant.</summary>
internal static class TrainingDataCheck
{
    /// <summary>Packed neighbours: displacement, index and what padding adds.</summary>
    private const double BytesPerNeighbor = 36;

    /// <summary>Positions, labels and results of an atom.</summary>
    private const double BytesPerAtom = 200;

    /// <summary>Checks that every term with a weight has labels and every group with a factor has configurations.</summary>
    /// <exception cref="InputException">One has not; the sentence says what to do.</exception>
    public static void Require(DataSummary data, LossWeights weights)
    {
        RequireLabels(weights.Energy, data.WithEnergy, "energy", "energies", "--energy-key");
        RequireLabels(weights.Force, data.WithForces, "force", "forces", "--forces-key");
        RequireLabels(weights.Stress, data.WithVirial, "stress", "virials or stresses", "--virial-key or --stress-key");
        if (weights is { Energy: 0, Force: 0, Stress: 0 }) throw new InputException("All weights are 0, so there is nothing to fit; give --energy-weight, --force-weight or --stress-weight a value.");
        foreach (var (group, factor) in weights.Groups)
        {
            if (factor < 0) throw new InputException($"The weight of the group {group} is negative; give it 0 or more.");
            if (!data.Groups.Any(g => g.Name == group))
                throw new InputException($"No configuration belongs to the group {group}; there are {string.Join(", ", data.Groups.Select(g => g.Name ?? "configurations without a group"))}.");
        }
    }

    /// <summary>Checks that the packed data fit into memory.</summary>
    /// <exception cref="InputException">They do not.</exception>
    public static void RequireMemory(DataSummary data)
    {
        const double gigabyte = 1 << 30;
        var needed = data.Atoms * (BytesPerAtom + BytesPerNeighbor * data.MeanNeighbors);
        var available = (double)GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (needed > 0.9 * available)
            throw new InputException(FormattableString.Invariant($"The data need about {needed / gigabyte:0.0} GB of memory, {available / gigabyte:0.0} GB are there; use fewer configurations or a smaller cutoff."));
    }

    private static void RequireLabels(double weight, int labelled, string term, string labels, string option)
    {
        if (weight < 0 || !double.IsFinite(weight)) throw new InputException($"The {term} weight is not a number from 0 up; correct --{term}-weight.");
        if (weight > 0 && labelled == 0)
            throw new InputException($"The training data have no {labels}, but their weight is not 0; name the key with {option}, or write --{term}-weight 0.");
    }
}
