using FastMtp.Training.Loss;

namespace FastMtp;

/// <summary>Weights of the loss function: the paper's by default, or, with <see cref="Favor"/>, those that the data suggest.</summary>
public sealed record LossWeights
{
    /// <summary>
    /// Set to derive the weights from the data of the fit: errors count in units of the spread of the labels, so that the material
    /// does not matter, and those of every atom alike (<see cref="LossNormalization.Vibrations"/>). All other properties but
    /// <see cref="Groups"/> are then replaced.
    /// </summary>
    public Favor? Favor { get; init; }

    /// <summary>
    /// How much more forces weigh than the spread of the labels suggests, as the potential could learn the energies by heart, and the
    /// square of how much more virials do; null until that is decided.
    /// </summary>
    internal double? Balance { get; init; }

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

    /// <summary>The weights for a data set, which are these unless they are to be derived from it.</summary>
    internal LossWeights For(IReadOnlyList<Configuration> configurations, int speciesCount) =>
        Favor is { } favor ? LabelScale.Of(configurations, speciesCount).Weights(this, favor) : this;

    /// <summary>The weights with others of forces and virials.</summary>
    internal LossWeights Balanced(double factor) => this with
    {
        Balance = factor,
        Force = Force * factor / (Balance ?? 1),
        Stress = Stress * Math.Sqrt(factor / (Balance ?? 1)),
    };

    /// <summary>The weights before the balance was decided.</summary>
    internal LossWeights Unbalanced => Balanced(1) with { Balance = null };

    /// <summary>The weights in words.</summary>
    internal string Words => (Favor is { } favor ? $"{favor.Word()}{BalanceWords}, from the spread of the labels: " : "")
        + FormattableString.Invariant($"energy {Energy:G4}, force {Force:G4}, stress {Stress:G4}; normalization {Normalization.Word()}");

    /// <summary>What stands before the balance in <see cref="Words"/>.</summary>
    internal const string BalanceWord = "forces ×";

    private string BalanceWords => Balance > 1 ? FormattableString.Invariant($", {BalanceWord} {Balance}") : "";

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
