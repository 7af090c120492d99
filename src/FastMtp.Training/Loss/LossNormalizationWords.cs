namespace FastMtp.Training.Loss;

/// <summary>The words for <see cref="LossNormalization"/> in commands and notes.</summary>
internal static class LossNormalizationWords
{
    /// <summary>Every normalization by its word.</summary>
    public static IReadOnlyDictionary<string, LossNormalization> All { get; } = new Dictionary<string, LossNormalization>
    {
        ["sum"] = LossNormalization.Sum,
        ["per-atom"] = LossNormalization.PerAtom,
        ["vibrations"] = LossNormalization.Vibrations,
    };

    /// <summary>The word.</summary>
    public static string Word(this LossNormalization normalization) => All.Single(pair => pair.Value == normalization).Key;
}
