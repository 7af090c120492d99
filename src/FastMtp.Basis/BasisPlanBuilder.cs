namespace FastMtp.Basis;

internal static class BasisPlanBuilder
{
    public static BasisPlan Build(int level) => throw new ArgumentOutOfRangeException(nameof(level));
}
