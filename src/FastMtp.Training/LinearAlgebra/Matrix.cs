using System.Runtime.CompilerServices;

namespace FastMtp.Training.LinearAlgebra;

/// <summary>
/// A small dense matrix, row-major. Every product has one fixed order of summation, so results depend neither on the
/// processor nor on the number of threads.
/// </summary>
internal sealed class Matrix
{
    /// <summary>Creates the zero matrix.</summary>
    public Matrix(int rows, int columns)
        : this(rows, columns, new double[rows * columns])
    {
    }

    /// <summary>Copies row-major entries.</summary>
    public Matrix(int rows, int columns, ReadOnlySpan<double> entries)
        : this(rows, columns, entries.ToArray())
    {
    }

    /// <summary>Wraps row-major entries.</summary>
    /// <exception cref="ArgumentException">The number of entries is not rows × columns.</exception>
    public Matrix(int rows, int columns, double[] entries)
    {
        if (entries.Length != rows * columns)
            throw new ArgumentException($"A {rows} × {columns} matrix does not have {entries.Length} entries.", nameof(entries));
        Rows = rows;
        Columns = columns;
        Entries = entries;
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>[Rows][Columns].</summary>
    public double[] Entries { get; }

    /// <summary>An entry.</summary>
    public ref double this[int row, int column] => ref Entries[row * Columns + column];

    /// <summary>A row.</summary>
    public Span<double> Row(int row) => Entries.AsSpan(row * Columns, Columns);

    /// <summary>The identity.</summary>
    public static Matrix Identity(int size)
    {
        var identity = new Matrix(size, size);
        for (var i = 0; i < size; i++) identity[i, i] = 1;
        return identity;
    }

    /// <summary>A·B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Matrix operator *(Matrix a, Matrix b)
    {
        RequireEqual(a.Columns, b.Rows);
        var product = new Matrix(a.Rows, b.Columns);
        for (var i = 0; i < a.Rows; i++)
            for (var k = 0; k < a.Columns; k++) Vectors.AddScaled(product.Row(i), a[i, k], b.Row(k), product.Row(i));
        return product;
    }

    /// <summary>A + B.</summary>
    public static Matrix operator +(Matrix a, Matrix b) => a.PlusScaled(1, b);

    /// <summary>A − B.</summary>
    public static Matrix operator -(Matrix a, Matrix b) => a.PlusScaled(-1, b);

    /// <summary>Aᵀ·B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Matrix TransposedTimes(Matrix b)
    {
        RequireEqual(Rows, b.Rows);
        var product = new Matrix(Columns, b.Columns);
        for (var k = 0; k < Rows; k++)
            for (var i = 0; i < Columns; i++) Vectors.AddScaled(product.Row(i), this[k, i], b.Row(k), product.Row(i));
        return product;
    }

    /// <summary>A·Bᵀ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Matrix TimesTransposed(Matrix b)
    {
        RequireEqual(Columns, b.Columns);
        var product = new Matrix(Rows, b.Rows);
        for (var i = 0; i < Rows; i++)
            for (var j = 0; j < b.Rows; j++) product[i, j] = Vectors.Dot(Row(i), b.Row(j));
        return product;
    }

    /// <summary>Aᵀ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Matrix Transposed()
    {
        var transposed = new Matrix(Columns, Rows);
        for (var i = 0; i < Rows; i++)
            for (var j = 0; j < Columns; j++) transposed[j, i] = this[i, j];
        return transposed;
    }

    /// <summary>The matrix with column j multiplied by <paramref name="factors"/>[j].</summary>
    public Matrix ScaleColumns(ReadOnlySpan<double> factors)
    {
        var scaled = new Matrix(Rows, Columns, Entries.AsSpan());
        for (var i = 0; i < Rows; i++)
            for (var j = 0; j < Columns; j++) scaled[i, j] *= factors[j];
        return scaled;
    }

    /// <summary>A copy of a range of rows and columns.</summary>
    public Matrix Block(Range rows, Range columns)
    {
        var (firstRow, rowCount) = rows.GetOffsetAndLength(Rows);
        var (_, columnCount) = columns.GetOffsetAndLength(Columns);
        var block = new Matrix(rowCount, columnCount);
        for (var i = 0; i < rowCount; i++) Row(firstRow + i)[columns].CopyTo(block.Row(i));
        return block;
    }

    /// <summary>[A | B].</summary>
    public Matrix StackHorizontally(Matrix b)
    {
        RequireEqual(Rows, b.Rows);
        var whole = new Matrix(Rows, Columns + b.Columns);
        for (var i = 0; i < Rows; i++)
        {
            Row(i).CopyTo(whole.Row(i));
            b.Row(i).CopyTo(whole.Row(i)[Columns..]);
        }
        return whole;
    }

    /// <summary>[A; B]: A on top of B.</summary>
    public Matrix StackVertically(Matrix b)
    {
        RequireEqual(Columns, b.Columns);
        return new Matrix(Rows + b.Rows, Columns, [.. Entries, .. b.Entries]);
    }

    /// <summary>The same entries in rows of another length, without a copy.</summary>
    public Matrix Reshaped(int rows, int columns) => new(rows, columns, Entries);

    private Matrix PlusScaled(double factor, Matrix b)
    {
        RequireEqual(Rows, b.Rows);
        RequireEqual(Columns, b.Columns);
        var sum = new Matrix(Rows, Columns);
        Vectors.AddScaled(Entries, factor, b.Entries, sum.Entries);
        return sum;
    }

    private static void RequireEqual(int a, int b)
    {
        if (a != b) throw new ArgumentException($"Matrix dimensions do not match: {a} and {b}.");
    }
}
