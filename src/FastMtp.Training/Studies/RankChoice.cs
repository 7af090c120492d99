namespace FastMtp.Training.Studies;

/// <summary>The paper's choice of ranks.</summary>
internal static class RankChoice
{
    /// <summary>Only a reduction by at least a fifth counts as compression.</summary>
    private const double LeastCompression = 0.2;

    /// <summary>
    /// "Optimal": the lowest validation loss among those with at least 20 % fewer radial parameters than the base potential.
    /// </summary>
    /// <returns>Null if no candidate is small enough, or without validation.</returns>
    public static FitGroup? Optimal(int baseParameters, IEnumerable<FitGroup> candidates) =>
        candidates
            .Where(c => c.RadialParameters <= (1 - LeastCompression) * baseParameters && c.Validation is not null)
            .MinBy(c => c.Validation!.Loss.Mean);

    /// <summary>"50 %": the number of radial parameters closest to half that of the base potential; the smaller one of a tie.</summary>
    /// <returns>Null without candidates.</returns>
    public static T? Half<T>(int baseParameters, IEnumerable<T> candidates, Func<T, int> radialParameters)
        where T : class =>
        Nearest(0.5 * baseParameters, candidates, radialParameters);

    /// <summary>The number of radial parameters closest to a given one; the smaller one of a tie.</summary>
    /// <returns>Null without candidates.</returns>
    public static T? Nearest<T>(double parameters, IEnumerable<T> candidates, Func<T, int> radialParameters)
        where T : class =>
        candidates.OrderBy(radialParameters).MinBy(c => Math.Abs(radialParameters(c) - parameters));
}
