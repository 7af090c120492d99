using System.Runtime.CompilerServices;

namespace FastMtp.Training.LinearAlgebra;

/// <summary>Cholesky factor of a symmetric positive definite matrix, A = L·Lᵀ.</summary>
internal sealed class Cholesky
{
    /// <summary>
    /// Rows that share a pass through the rows above, which for thousands of unknowns come from memory: they stay in the cache.
    /// </summary>
    private const int PanelRows = 16;

    private readonly PackedSymmetricMatrix _factor;

    private Cholesky(PackedSymmetricMatrix factor) => _factor = factor;

    /// <summary>Factors A + shift·I; null if that is not positive definite in double precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Cholesky? Factor(PackedSymmetricMatrix matrix, double shift)
    {
        var factor = new PackedSymmetricMatrix(matrix.Dimension, (double[])matrix.Entries.Clone());
        for (var first = 0; first < factor.Dimension; first += PanelRows)
        {
            var end = Math.Min(first + PanelRows, factor.Dimension);
            for (var j = 0; j < end; j++)
            {
                var other = factor.Row(j);
                if (j >= first)
                {
                    var pivot = other[j] + shift - Vectors.Dot(other[..j], other[..j]);
                    if (!(pivot > 0) || !double.IsFinite(pivot)) return null;
                    other[j] = Math.Sqrt(pivot);
                }
                for (var i = Math.Max(first, j + 1); i < end; i++)
                {
                    var row = factor.Row(i);
                    row[j] = (row[j] - Vectors.Dot(row[..j], other[..j])) / other[j];
                }
            }
        }
        return new Cholesky(factor);
    }

    /// <summary>Replaces the right-hand side by the solution.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Solve(Span<double> x)
    {
        for (var i = 0; i < x.Length; i++)
        {
            var row = _factor.Row(i);
            x[i] = (x[i] - Vectors.Dot(row[..i], x[..i])) / row[i];
        }
        SolveTransposed(x);
    }

    /// <summary>Replaces x by L⁻ᵀ·x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void SolveTransposed(Span<double> x)
    {
        for (var i = x.Length - 1; i >= 0; i--)
        {
            var row = _factor.Row(i);
            x[i] /= row[i];
            Vectors.AddScaled(x[..i], -x[i], row[..i], x[..i]);
        }
    }
}
