namespace FastMtp.Training.Pruning;

/// <summary>What an evaluation with a plan computes, counted.</summary>
/// <param name="RadialFunctions">Radial functions: once for each neighbour.</param>
/// <param name="Powers">Powers of x that occur with each radial function, which kernels factor out: for each neighbour.</param>
/// <param name="PairMoments">Basic moments that are summed over neighbours; the others follow from them by x² + y² + z² = 1.</param>
/// <param name="Operations">Products, basic moments that follow from others, and basis functions: once for each atom.</param>
internal readonly record struct PlanCounts(int RadialFunctions, int Powers, int PairMoments, int Operations)
{
    public static PlanCounts operator +(PlanCounts a, PlanCounts b) => new(
        a.RadialFunctions + b.RadialFunctions, a.Powers + b.Powers, a.PairMoments + b.PairMoments, a.Operations + b.Operations);

    public static PlanCounts operator -(PlanCounts a, PlanCounts b) => new(
        a.RadialFunctions - b.RadialFunctions, a.Powers - b.Powers, a.PairMoments - b.PairMoments, a.Operations - b.Operations);
}
