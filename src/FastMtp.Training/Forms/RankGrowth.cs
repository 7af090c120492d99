namespace FastMtp.Training.Forms;

/// <summary>How a rank grows during a fit.</summary>
/// <param name="MinRank">r_min, the rank at the start.</param>
/// <param name="Increment">Δr, the increase per augmentation.</param>
/// <param name="Interval">s, the number of steps between augmentations.</param>
internal sealed record RankGrowth(int MinRank, int Increment, int Interval)
{
    public const int UsualMinRank = 2;
    public const int UsualIncrement = 2;
    public const int UsualInterval = 80;

    /// <summary>The schedule of the paper, for 2000 steps.</summary>
    public static RankGrowth Usual { get; } = new(UsualMinRank, UsualIncrement, UsualInterval);

    /// <summary>The schedule with its first rank capped at the final rank.</summary>
    public RankGrowth UpTo(IReadOnlyList<int> ranks) => this with { MinRank = ranks.Prepend(MinRank).Min() };

    /// <summary>For example "from 2 by 2 every 80 steps".</summary>
    public override string ToString() => $"from {MinRank} by {Increment} every {Interval} steps";

    /// <summary>Checks that a rank can grow by this schedule.</summary>
    /// <exception cref="InputException">The schedule is invalid.</exception>
    internal void Require(int rank)
    {
        if (MinRank < 1 || MinRank > rank)
            throw new InputException($"The first rank of rank augmentation must lie between 1 and the rank {rank}, not {MinRank}.");
        if (Increment < 1) throw new InputException($"The rank increment must be at least 1, not {Increment}.");
        if (Interval < 1) throw new InputException($"The augmentation interval must be at least 1 step, not {Interval}.");
    }
}
