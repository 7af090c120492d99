using System.Collections.Immutable;
using FastMtp.Basis;

namespace FastMtp.Radial;

/// <summary>
/// The labels (n, l) of the radial functions of an ACE, as cells of the grid of all n and l. Blocks of a bounded degree use a part of it
/// only, with fewer n for larger l.
/// </summary>
/// <param name="Rows">N_n, the number of different n.</param>
/// <param name="Columns">L + 1, one more than the largest l.</param>
/// <param name="Cells">[N_f] the cell n·(L + 1) + l of each radial function, n counted from 0.</param>
internal sealed record LabelGrid(int Rows, int Columns, ImmutableArray<int> Cells)
{
    /// <summary>Number of cells, used or not.</summary>
    public int Count => Rows * Columns;

    /// <summary>The labels of the radial functions; null if one of them goes with tensors of several ranks, or all with scalars.</summary>
    public static LabelGrid? Of(BasisPlan plan)
    {
        var l = new int?[plan.RadialFunctionCount];
        foreach (var moment in plan.BasicMoments)
        {
            if ((l[moment.Mu] ??= moment.Nu) != moment.Nu) return null;
        }
        return l.All(x => x is not null) && l.Max() > 0 ? Of([.. l.Select(x => x!.Value)]) : null;
    }

    /// <summary>Labels from the l of radial functions that are numbered by n, then l.</summary>
    public static LabelGrid Of(IReadOnlyList<int> l)
    {
        var (n, columns) = (0, l.Max() + 1);
        var cells = l.Select((x, f) => (f > 0 && x <= l[f - 1] ? ++n : n) * columns + x).ToImmutableArray();
        return new(n + 1, columns, cells);
    }

    /// <summary>Copies the cells that are used.</summary>
    /// <param name="grid">[…][N_n·(L + 1)][length].</param>
    /// <param name="used">[…][N_f][length].</param>
    /// <param name="length">Entries of a cell.</param>
    public void Take(ReadOnlySpan<double> grid, Span<double> used, int length)
    {
        for (var i = 0; i < used.Length / length; i++) grid.Slice(Place(i) * length, length).CopyTo(used[(i * length)..]);
    }

    /// <summary>Copies radial functions to their cells.</summary>
    /// <param name="used">[…][N_f][length].</param>
    /// <param name="grid">[…][N_n·(L + 1)][length]; other cells keep their values.</param>
    /// <param name="length">Entries of a cell.</param>
    public void Put(ReadOnlySpan<double> used, Span<double> grid, int length)
    {
        for (var i = 0; i < used.Length / length; i++) used.Slice(i * length, length).CopyTo(grid[(Place(i) * length)..]);
    }

    private int Place(int i) => i / Cells.Length * Count + Cells[i % Cells.Length];
}
