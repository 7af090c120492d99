namespace FastMtp.Training.Loss;

/// <summary>Names of <see cref="LossNormalization"/> in commands and notes.</summary>
internal static class LossNormalizationWords
{
    /// <summary>All normalizations by name.</summary>
    public static IReadOnlyDictionary<string, LossNormalization> All { get; } = new Dictionary<string, LossNormalization>
    {
        ["sum"] = LossNormalization.Sum,
        ["per-atom"] = LossNormalization.PerAtom,
        ["vibrations"] = LossNormalization.Vibrations,
    };

    /// <summary>Name of a normalization.</summary>
    public static string Word(this LossNormalization normalization) => All.Single(pair => pair.Value == normalization).Key;
}
