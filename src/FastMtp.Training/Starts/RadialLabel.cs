using FastMtp.Basis;
using FastMtp.Radial;

namespace FastMtp.Training.Starts;

/// <summary>What a radial function of a basis is for.</summary>
/// <param name="N">Its number among those of one l, from 0; in an MTP μ.</param>
/// <param name="L">The only l that it goes with; null if it goes with several.</param>
internal readonly record struct RadialLabel(int N, int? L)
{
    /// <summary>The labels of all radial functions.</summary>
    public static RadialLabel[] Of(BasisPlan plan) => LabelGrid.Of(plan) is { } grid
        ? [.. grid.Cells.Select(cell => new RadialLabel(cell / grid.Columns, cell % grid.Columns))]
        : [.. Enumerable.Range(0, plan.RadialFunctionCount).Select(mu => new RadialLabel(mu, null))];

    /// <summary>For each radial function of a basis the one of another that is for the same; −1 if there is none.</summary>
    /// <remarks>A function for several l serves all of them; conversely, the one of the smallest l stands for all.</remarks>
    public static int[] Sources(BasisPlan target, BasisPlan source)
    {
        var known = Of(source);
        return [.. Of(target).Select(label => Array.FindIndex(
            known, k => k.N == label.N && (k.L is null || label.L is null || k.L == label.L)))];
    }
}
