namespace FastMtp.Input;

/// <summary>Upper bounds of sensible input. Without them a single wrong number could exhaust the memory.</summary>
internal static class InputBounds
{
    /// <summary>Species of a potential or a data set.</summary>
    public const int MostSpecies = 1024;

    /// <summary>Cutoff, Å.</summary>
    public const double LargestCutoff = 100;

    /// <summary>Neighbours of an atom; at usual densities they fill a sphere of 40 Å.</summary>
    public const int MostNeighbors = 1 << 14;

    /// <summary>Periodic images of a cell that are searched for neighbours.</summary>
    public const int MostImages = 1 << 20;

    /// <summary>Characters of a potential file, unpacked.</summary>
    public const int LongestPotential = 1 << 28;

    /// <summary>Checks a cutoff.</summary>
    /// <param name="cutoff">Å.</param>
    /// <param name="subject">Subject of the sentence, such as "The cutoff".</param>
    /// <exception cref="InputException">It is not positive and finite, or too large.</exception>
    public static void RequireCutoff(double cutoff, string subject)
    {
        if (!(cutoff > 0 && double.IsFinite(cutoff)))
            throw new InputException(FormattableString.Invariant($"{subject} {cutoff} Å must be positive and finite; 5 to 7 Å are usual."));
        if (cutoff > LargestCutoff)
            throw new InputException(FormattableString.Invariant(
                $"{subject} {cutoff} Å is more than {LargestCutoff} Å; 5 to 7 Å are usual."));
    }
}
