namespace FastMtp.Training.Loss;

/// <summary>Names of <see cref="Favor"/> in commands and notes.</summary>
internal static class FavorWords
{
    /// <summary>All by name.</summary>
    public static IReadOnlyDictionary<string, Favor> All { get; } = new Dictionary<string, Favor>
    {
        ["energies"] = Favor.Energies,
        ["balanced"] = Favor.Balanced,
        ["forces"] = Favor.Forces,
    };

    /// <summary>Name of a choice.</summary>
    public static string Word(this Favor favor) => All.Single(pair => pair.Value == favor).Key;
}
