using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.LeastSquares;

/// <summary>
/// Sums normal equations over rows, A = Σ r·rᵀ and b = Σ label·r. Rows are collected in panels, and a panel is multiplied by its transpose
/// in tiles that stay in registers: every number loaded takes part in several products. Strips of zeros, of functions that no row of a
/// panel contains, are skipped. Roundings are those of <see cref="Vectors"/>.
/// </summary>
internal sealed class NormalSum
{
    /// <summary>Rows of a panel: the panel of 1000 columns fills half a megabyte of cache.</summary>
    private const int PanelRows = 64;

    /// <summary>Columns of a tile; a panel is stored in strips of this width.</summary>
    private const int Width = 8;

    /// <summary>Rows of a tile.</summary>
    private const int Height = 4;

    private readonly int _dimension;
    private readonly int _padded;
    private readonly double[] _panel;
    private readonly bool[] _isUsed;
    private readonly double[] _matrix;
    private readonly double[] _rightHandSide;
    private int _rows;

    /// <summary>Starts with no rows.</summary>
    /// <param name="dimension">Length of a row.</param>
    public NormalSum(int dimension)
    {
        _dimension = dimension;
        _padded = (dimension + Width - 1) / Width * Width;
        _panel = new double[PanelRows * _padded];
        _isUsed = new bool[_padded / Width];
        _matrix = new double[_padded * _padded];
        _rightHandSide = new double[dimension];
    }

    /// <summary>Adds weight²·r·rᵀ and weight²·label·r for a row r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<double> row, double label, double weight)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, _dimension);
        if (_rows == PanelRows) Multiply();
        for (var j = 0; j < row.Length; j++)
        {
            _panel[(j / Width * PanelRows + _rows) * Width + j % Width] = weight * row[j];
            _isUsed[j / Width] |= row[j] != 0;
        }
        Vectors.AddScaled(_rightHandSide, weight * weight * label, row, _rightHandSide);
        _rows++;
    }

    /// <summary>Adds the sum to other equations and starts again.</summary>
    public void MoveTo(NormalEquations equations)
    {
        Multiply();
        for (var i = 0; i < _dimension; i++)
        {
            var sum = equations.Matrix.AsSpan(i * _dimension, i + 1);
            Vectors.AddScaled(sum, 1, _matrix.AsSpan(i * _padded, i + 1), sum);
        }
        Vectors.AddScaled(equations.RightHandSide, 1, _rightHandSide, equations.RightHandSide);
        Array.Clear(_matrix);
        Array.Clear(_rightHandSide);
    }

    /// <summary>
    /// Adds the products of the panel's columns to the lower triangle, and a little beyond where tiles cross the diagonal.
    /// </summary>
    private void Multiply()
    {
        for (var i = 0; i < _padded; i += Height)
            for (var j = 0; j < i + Height && _isUsed[i / Width]; j += Width)
                if (_isUsed[j / Width]) AddTile(i, j);
        _rows = 0;
        Array.Clear(_isUsed);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddTile(int i, int j)
    {
        ref var left = ref _panel[i / Width * PanelRows * Width + i % Width];
        ref var right = ref _panel[j * PanelRows];
        Vector256<double> a0 = Vector256<double>.Zero, a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
        for (var row = 0; row < _rows * Width; row += Width)
        {
            var first = Vector256.LoadUnsafe(ref right, (nuint)row);
            var second = Vector256.LoadUnsafe(ref right, (nuint)row + 4);
            var a = Vector256.Create(Unsafe.Add(ref left, row));
            a0 += a * first;
            a1 += a * second;
            var b = Vector256.Create(Unsafe.Add(ref left, row + 1));
            b0 += b * first;
            b1 += b * second;
            var c = Vector256.Create(Unsafe.Add(ref left, row + 2));
            c0 += c * first;
            c1 += c * second;
            var d = Vector256.Create(Unsafe.Add(ref left, row + 3));
            d0 += d * first;
            d1 += d * second;
        }
        ref var target = ref _matrix[i * _padded + j];
        Store(ref target, a0, a1);
        Store(ref Unsafe.Add(ref target, _padded), b0, b1);
        Store(ref Unsafe.Add(ref target, 2 * _padded), c0, c1);
        Store(ref Unsafe.Add(ref target, 3 * _padded), d0, d1);
    }

    private static void Store(ref double target, Vector256<double> first, Vector256<double> second)
    {
        (Vector256.LoadUnsafe(ref target) + first).StoreUnsafe(ref target);
        (Vector256.LoadUnsafe(ref target, 4) + second).StoreUnsafe(ref target, 4);
    }
}
