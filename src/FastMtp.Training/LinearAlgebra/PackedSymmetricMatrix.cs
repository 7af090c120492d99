using System.Runtime.CompilerServices;

namespace FastMtp.Training.LinearAlgebra;

/// <summary>A symmetric matrix stored as its lower triangle, row by row: symmetry cannot be lost, and every row is contiguous.</summary>
internal sealed class PackedSymmetricMatrix
{
    /// <summary>Creates the zero matrix.</summary>
    public PackedSymmetricMatrix(int dimension)
        : this(dimension, new double[Length(dimension)])
    {
    }

    /// <summary>Wraps a packed triangle.</summary>
    /// <exception cref="ArgumentException">The array does not have n(n + 1)/2 entries.</exception>
    public PackedSymmetricMatrix(int dimension, double[] entries)
    {
        if (entries.LongLength != Length(dimension))
            throw new ArgumentException(
                $"A symmetric matrix of dimension {dimension} has {Length(dimension)} entries, not {entries.Length}.", nameof(entries));
        Dimension = dimension;
        Entries = entries;
    }

    /// <summary>n.</summary>
    public int Dimension { get; }

    /// <summary>[n(n + 1)/2] rows of the lower triangle, one after the other.</summary>
    public double[] Entries { get; }

    /// <summary>Entries in the triangle of a matrix of dimension n.</summary>
    public static long Length(int dimension) => (long)dimension * (dimension + 1) / 2;

    /// <summary>Row i of the lower triangle, i + 1 entries; the last is the diagonal.</summary>
    public Span<double> Row(int i) => Entries.AsSpan(checked((int)Length(i)), i + 1);

    /// <summary>Copies the whole column j, which is also row j.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void CopyColumn(int j, Span<double> column)
    {
        Row(j).CopyTo(column);
        for (var i = j + 1; i < Dimension; i++) column[i] = Row(i)[j];
    }

    /// <summary>Replaces the matrix by a multiple of the identity.</summary>
    public void SetIdentity(double factor)
    {
        Array.Clear(Entries);
        for (var i = 0; i < Dimension; i++) Row(i)[i] = factor;
    }

    /// <summary>Replaces the matrix by a diagonal one.</summary>
    public void SetDiagonal(ReadOnlySpan<double> diagonal)
    {
        Array.Clear(Entries);
        for (var i = 0; i < Dimension; i++) Row(i)[i] = diagonal[i];
    }

    /// <summary>product = A·x; the two must not overlap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Multiply(ReadOnlySpan<double> x, Span<double> product)
    {
        for (var i = 0; i < Dimension; i++)
        {
            var row = Row(i);
            product[i] = row[i] * x[i] + Vectors.DotAndAdd(row[..i], x[..i], x[i], product[..i]);
        }
    }

    /// <summary>A += a·bᵀ + b·aᵀ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddSymmetricProduct(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        for (var i = 0; i < Dimension; i++) Vectors.AddTwo(Row(i), a[i], b[..(i + 1)], b[i], a[..(i + 1)]);
    }
}
