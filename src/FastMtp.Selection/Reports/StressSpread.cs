using FastMtp.Atoms;

namespace FastMtp.Selection.Reports;

/// <summary>How much the stresses of a data set vary.</summary>
internal static class StressSpread
{
    /// <summary>Root mean square of the nine components about their means, GPa; null without stresses.</summary>
    public static double? Of(IReadOnlyList<Configuration> cells)
    {
        Virial[] stresses =
        [
            .. cells.Where(cell => cell.Virial is not null && cell.Cell.IsBulk)
                .Select(cell => Units.GigapascalsPerEvPerCubicAngstrom / cell.Cell.Volume * cell.Virial!.Value),
        ];
        if (stresses.Length == 0) return null;
        var mean = 1.0 / stresses.Length * stresses.Aggregate((sum, stress) => sum + stress);
        return Math.Sqrt(stresses.Average(stress => (stress - mean).SquaredNorm) / 9);
    }
}
