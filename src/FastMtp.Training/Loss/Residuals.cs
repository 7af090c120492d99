using FastMtp.Blocks;

namespace FastMtp.Training.Loss;

/// <summary>Prediction minus label for one configuration of an evaluated block; zero where a label is missing.</summary>
internal readonly ref struct Residuals
{
    public Residuals(BlockMember member, BlockState state)
    {
        var configuration = member.Configuration;
        var (first, count) = (member.FirstCenter, configuration.Count);
        Forces = state.Forces.AsSpan(3 * first, 3 * count);
        if (configuration.Energy is { } energy)
        {
            double predicted = 0;
            foreach (var site in state.SiteEnergies.AsSpan(first, count)) predicted += site;
            Energy = predicted - energy;
        }
        if (configuration.Virial is { } virial) Virial = Virial.Sum(state.SiteVirials.AsSpan(6 * first, 6 * count)) - virial;
    }

    /// <summary>In eV.</summary>
    public double Energy { get; }

    /// <summary>In eV.</summary>
    public Virial Virial { get; }

    /// <summary>Predicted forces; the labels are the configuration's.</summary>
    public ReadOnlySpan<double> Forces { get; }
}
