using System.Numerics;
using FastMtp.Basis.Ace;

namespace FastMtp.Tests.Evaluation.Ace;

/// <summary>
/// The functions of a block from the formulas: products of densities, uncoupled, summed with Clebsch–Gordan coefficients along a
/// tree (1 2)→L1, (L1 3)→L2, …, in which the last coupling gives zero. Together they span the block; most are dependent.
/// </summary>
internal static class CoupledFunctions
{
    /// <summary>Values for all intermediate angular momenta.</summary>
    /// <param name="densities">The densities.</param>
    /// <param name="factors">Radial function and angular momentum of each factor.</param>
    public static double[] Values(Densities densities, (int F, int L)[] factors)
    {
        var (f0, l0) = factors[0];
        var open = new List<(int L, Complex[] Rows)> { (l0, [.. Enumerable.Range(-l0, 2 * l0 + 1).Select(m => densities[f0, l0, m])]) };
        foreach (var (f, l) in factors.Skip(1))
            open = [.. open.SelectMany(left => Couplings(left, (l, [.. Enumerable.Range(-l, 2 * l + 1).Select(m => densities[f, l, m])])))];
        return [.. open.Where(tensor => tensor.L == 0).Select(tensor => tensor.Rows[0].Real)];
    }

    private static IEnumerable<(int L, Complex[] Rows)> Couplings((int L, Complex[] Rows) left, (int L, Complex[] Rows) right)
    {
        for (var l = Math.Abs(left.L - right.L); l <= left.L + right.L; l++)
        {
            var rows = new Complex[2 * l + 1];
            for (var m1 = -left.L; m1 <= left.L; m1++)
            {
                for (var m2 = -right.L; m2 <= right.L; m2++)
                {
                    if (Math.Abs(m1 + m2) > l) continue;
                    rows[m1 + m2 + l] += Harmonics.ClebschGordan(left.L, m1, right.L, m2, l, m1 + m2)
                        * left.Rows[m1 + left.L] * right.Rows[m2 + right.L];
                }
            }
            yield return (l, rows);
        }
    }

    /// <summary>The factors of all functions of a basis, block by block as its plan has them.</summary>
    public static IEnumerable<((int F, int L)[] Factors, int Dimension)> Blocks(string basis)
    {
        var shape = AceShape.Parse(basis.Split(':')[1]);
        var blocks = Enumerable.Range(1, shape.Order).SelectMany(shape.Blocks).ToArray();
        AceLabel[] labels = [.. blocks.SelectMany(b => b.Labels).Distinct().OrderBy(v => v.N).ThenBy(v => v.L)];
        int[] n = [.. labels.Select(v => v.N).Distinct()];
        var isOfN = basis.StartsWith("ace-n", StringComparison.Ordinal);
        return blocks.Select(b =>
            (b.Labels.Select(v => (isOfN ? Array.IndexOf(n, v.N) : Array.IndexOf(labels, v), v.L)).ToArray(), b.Dimension));
    }
}
