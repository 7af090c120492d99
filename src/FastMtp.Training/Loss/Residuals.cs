using FastMtp.Blocks;
using FastMtp.Training.Outliers;

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

    /// <summary>Notes how large they are for a configuration.</summary>
    public void AddTo(LabelErrors errors, int cell, Configuration configuration)
    {
        double n = configuration.Count;
        errors.Set(cell, LossTerms.Energy, configuration.Energy is null ? double.NaN : Math.Abs(Energy) / n,
            (Energy + (configuration.Energy ?? 0)) / n);
        errors.Set(cell, LossTerms.Virial, configuration.Virial is null ? double.NaN : Math.Sqrt(Virial.SquaredNorm / 9) / n,
            Math.Sqrt((Virial + (configuration.Virial ?? default)).SquaredNorm / 9) / n);
        var (sum, size) = (0.0, 0.0);
        for (var i = 0; i < Forces.Length; i++)
        {
            var d = Forces[i] - (configuration.Forces?[i] ?? 0);
            (sum, size) = (sum + d * d, size + Forces[i] * Forces[i]);
        }
        errors.Set(cell, LossTerms.Forces, configuration.Forces is null ? double.NaN : Math.Sqrt(sum / Forces.Length),
            Math.Sqrt(size / Forces.Length));
    }

    /// <summary>Predicted forces; the labels are the configuration's.</summary>
    public ReadOnlySpan<double> Forces { get; }
}
