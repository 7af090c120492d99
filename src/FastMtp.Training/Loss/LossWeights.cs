namespace FastMtp;

/// <summary>Weights of the loss function; the paper's by default.</summary>
public sealed record LossWeights
{
    /// <summary>w_e, 1/eV².</summary>
    public double Energy { get; init; } = 1;

    /// <summary>w_f, Å²/eV².</summary>
    public double Force { get; init; } = 0.01;

    /// <summary>w_s, 1/eV²: the weight of the virial, not of the stress.</summary>
    public double Stress { get; init; }

    /// <summary>Dependence on the number of atoms.</summary>
    public LossNormalization Normalization { get; init; }

    /// <summary>Factor on all loss terms of a group (<see cref="Configuration.ConfigType"/>); 1 for groups not listed.</summary>
    public IReadOnlyDictionary<string, double> Groups { get; init; } = new Dictionary<string, double>();

    /// <summary>Weights of the terms of one configuration.</summary>
    internal TermWeights For(Configuration configuration)
    {
        double n = configuration.Count;
        var group = configuration.ConfigType is { } type && Groups.TryGetValue(type, out var factor) ? factor : 1;
        return Normalization switch
        {
            LossNormalization.Vibrations => new(group * Energy / n, group * Force, group * Stress / n),
            LossNormalization.PerAtom => new(group * Energy / (n * n), group * Force / n, group * Stress / (n * n)),
            _ => new(group * Energy, group * Force, group * Stress),
        };
    }
}

/// <summary>Factors of ΔE², Σ|ΔF|² and |ΔW|² of one configuration.</summary>
internal readonly record struct TermWeights(double Energy, double Force, double Stress);
