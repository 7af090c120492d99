using FastMtp.Radial;
using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Parameterizations;

/// <summary>
/// Extends radial coefficients to all (n, l) of a grid, without raising the ranks of their tensor. Zeros would raise them, so that a
/// tensor of low rank would not be recognised as one.
/// </summary>
internal static class LabelCompletion
{
    /// <summary>Singular values below this fraction of the largest are rounding.</summary>
    private const double Rounding = 1e-10;

    /// <summary>
    /// [N_T][N_T][N_n][L + 1][N_b] the coefficients; where no radial function has the label, the combination of the smaller l of the same
    /// n that is nearest to the coefficients of this l where they exist. As larger l have fewer n, those of smaller l always exist there.
    /// </summary>
    public static double[] Complete(RadialShape shape, ReadOnlySpan<double> tensor)
    {
        var (labels, size) = (shape.Labels!, shape.BasisSize);
        var whole = new Matrix(shape.PairCount * labels.Rows, labels.Columns * size);
        labels.Put(tensor, whole.Entries, size);
        for (var l = 1; l < labels.Columns; l++)
        {
            var known = Enumerable.Range(0, whole.Rows).ToLookup(row => labels.Cells.Contains(row % labels.Rows * labels.Columns + l));
            int[] missing = [.. known[false]];
            if (missing.Length == 0) continue;
            int[] given = [.. known[true]];
            var (smaller, current) = (..(l * size), (l * size)..((l + 1) * size));
            var filled = Rows(whole, missing, smaller) * Solve(Rows(whole, given, smaller), Rows(whole, given, current));
            for (var i = 0; i < missing.Length; i++) filled.Row(i).CopyTo(whole.Row(missing[i])[current]);
        }
        return whole.Entries;
    }

    private static Matrix Rows(Matrix whole, int[] rows, Range columns)
    {
        var part = new Matrix(rows.Length, columns.GetOffsetAndLength(whole.Columns).Length);
        for (var i = 0; i < rows.Length; i++) whole.Row(rows[i])[columns].CopyTo(part.Row(i));
        return part;
    }

    /// <summary>The smallest X for which A·X is nearest to B.</summary>
    private static Matrix Solve(Matrix a, Matrix b)
    {
        var (u, s, v) = Decompositions.Svd(a, Math.Min(a.Rows, a.Columns));
        return v.ScaleColumns([.. s.Select(x => x > Rounding * s[0] ? 1 / x : 0)]) * u.TransposedTimes(b);
    }
}
