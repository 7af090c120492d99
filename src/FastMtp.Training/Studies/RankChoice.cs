namespace FastMtp.Training.Studies;

/// <summary>How the paper chooses ranks.</summary>
internal static class RankChoice
{
    /// <summary>Compression by less than a fifth is hardly one.</summary>
    private const double LeastCompression = 0.2;

    /// <summary>"Optimal": at least 20 % fewer radial parameters than the base potential, and among those the lowest loss on the validation set.</summary>
    /// <returns>Null if no candidate is small enough, or without validation.</returns>
    public static FitGroup? Optimal(int baseParameters, IEnumerable<FitGroup> candidates) =>
        candidates
            .Where(c => c.RadialParameters <= (1 - LeastCompression) * baseParameters && c.Validation is not null)
            .MinBy(c => c.Validation!.Loss.Mean);

    /// <summary>"50 %": the number of radial parameters nearest to half of that of the base potential; of two equally near, the smaller.</summary>
    /// <returns>Null without candidates.</returns>
    public static T? Half<T>(int baseParameters, IEnumerable<T> candidates, Func<T, int> radialParameters)
        where T : class =>
        candidates.OrderBy(radialParameters).MinBy(c => Math.Abs(2 * radialParameters(c) - baseParameters));
}
