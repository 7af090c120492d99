namespace FastMtp.Training.Forms;

/// <summary>How a rank grows during a fit.</summary>
/// <param name="MinRank">r_min, the rank at the start.</param>
/// <param name="Increment">Δr, by which it is raised.</param>
/// <param name="Interval">s, the steps after which it is raised.</param>
internal sealed record RankGrowth(int MinRank, int Increment, int Interval)
{
    public const int UsualMinRank = 2;
    public const int UsualIncrement = 2;
    public const int UsualInterval = 80;

    /// <summary>That of the paper, for 2000 steps.</summary>
    public static RankGrowth Usual { get; } = new(UsualMinRank, UsualIncrement, UsualInterval);

    /// <summary>Starts no higher than where it is to end.</summary>
    public RankGrowth UpTo(IReadOnlyList<int> ranks) => this with { MinRank = ranks.Prepend(MinRank).Min() };

    /// <summary>As from 2 by 2 every 80 steps.</summary>
    public override string ToString() => $"from {MinRank} by {Increment} every {Interval} steps";

    /// <summary>Checks that a rank can grow like this.</summary>
    /// <exception cref="InputException">It cannot.</exception>
    internal void Require(int rank)
    {
        if (MinRank < 1 || MinRank > rank)
            throw new InputException($"The first rank of rank augmentation must lie between 1 and the rank {rank}, not {MinRank}.");
        if (Increment < 1) throw new InputException($"The rank increment must be at least 1, not {Increment}.");
        if (Interval < 1) throw new InputException($"The augmentation interval must be at least 1 step, not {Interval}.");
    }
}
