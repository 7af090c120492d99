using System.Collections.Immutable;

namespace FastMtp.Basis;

/// <summary>Recognises the standard basis of a level behind any program that computes the same functions.</summary>
public static class StandardBasis
{
    /// <summary>
    /// Finds the standard plan with the same basis functions.
    /// </summary>
    /// <param name="plan">A plan from a file's own tables.</param>
    /// <param name="standard">The standard plan, if there is one.</param>
    /// <param name="positions">For each function of <paramref name="plan"/> its index among the functions of <paramref name="standard"/>.</param>
    /// <returns>False when the plan is not that of a standard level.</returns>
    public static bool TryRecognize(BasisPlan plan, out BasisPlan? standard, out ImmutableArray<int> positions)
    {
        standard = null;
        positions = [];
        return false;
    }
}
