using FastMtp.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace FastMtp.Selection.Exchanges;

/// <summary>
/// A square matrix A of rows and its inverse, to exchange rows for others that span a larger volume. It starts with a row along each
/// axis, so that it can be inverted whatever the data.
/// </summary>
internal sealed class ActiveRows
{
    private readonly double[][] _rows;
    private readonly (int Configuration, int? Atom)?[] _origins;

    /// <param name="scales">[m] length of the first rows, small compared with those of the data.</param>
    public ActiveRows(double[] scales)
    {
        Size = scales.Length;
        _rows = new double[Size][];
        _origins = new (int, int?)?[Size];
        Inverse = new double[checked(Size * Size)];
        for (var k = 0; k < Size; k++)
        {
            _rows[k] = new double[Size];
            _rows[k][k] = scales[k];
            Inverse[k * Size + k] = 1 / scales[k];
        }
    }

    private ActiveRows(double[][] rows, double[] inverse)
    {
        Size = rows.Length;
        _rows = rows;
        _origins = new (int, int?)?[Size];
        Inverse = inverse;
    }

    /// <summary>The rows with a given inverse, of which nobody knows any more where they come from.</summary>
    /// <param name="inverse">[m][m] A⁻¹.</param>
    public static ActiveRows Inverting(double[] inverse)
    {
        var size = (int)Math.Sqrt(inverse.Length);
        // Its columns differ in size as much as the rows do.
        var scales = Enumerable.Range(0, size).Select(j => Enumerable.Range(0, size).Max(i => Math.Abs(inverse[i * size + j]))).ToArray();
        var rows = DenseMatrix.Build.Dense(size, size, (i, j) => inverse[i * size + j] / scales[j]).Inverse();
        return new([.. Enumerable.Range(0, size).Select(i => rows.Row(i).Divide(scales[i]).ToArray())], inverse);
    }

    /// <summary>m.</summary>
    public int Size { get; }

    /// <summary>[m][m] A⁻¹.</summary>
    public double[] Inverse { get; private set; }

    /// <summary>Number of rows along axes that are left: the directions that the data leave open.</summary>
    public int OpenDirections => _origins.Count(origin => origin is null);

    /// <summary>The configurations and atoms that the rows come from; null for a row along an axis, and where that is not known.</summary>
    public IReadOnlyList<(int Configuration, int? Atom)?> Origins => _origins;

    /// <summary>A row.</summary>
    public double[] this[int k] => _rows[k];

    /// <summary>b·A⁻¹, the components of b in the rows of A.</summary>
    public double[] Components(double[] b) => Rows.Times(b, Inverse, Size);

    /// <summary>Makes components exact to rounding: b − c·A, summed with twice the digits, corrects them.</summary>
    public void Refine(double[] components, double[] b)
    {
        for (var turn = 0; turn < 2; turn++)
        {
            var residual = new double[Size];
            for (var j = 0; j < Size; j++)
            {
                var (sum, error) = (b[j], 0.0);
                for (var k = 0; k < Size; k++)
                {
                    var product = components[k] * _rows[k][j];
                    error -= Math.FusedMultiplyAdd(components[k], _rows[k][j], -product);
                    var next = sum - product;
                    var taken = sum - next;
                    error += sum - (next + taken) + (taken - product);
                    sum = next;
                }
                residual[j] = sum + error;
            }
            Rows.AddScaled(components, 1, Rows.Times(residual, Inverse, Size));
        }
    }

    /// <summary>Puts a row in the place of row k; the volume grows by the factor |components[k]|.</summary>
    /// <param name="k">The row that leaves.</param>
    /// <param name="row">The new row.</param>
    /// <param name="components">Those of the new row.</param>
    /// <param name="origin">Where it comes from.</param>
    public void Exchange(int k, double[] row, double[] components, (int Configuration, int? Atom)? origin)
    {
        _rows[k] = row;
        _origins[k] = origin;
        // Sherman–Morrison: A⁻¹ − A⁻¹e_k·(c − e_k)/c_k.
        var change = components.ToArray();
        change[k] -= 1;
        foreach (ref var x in change.AsSpan()) x /= components[k];
        for (var i = 0; i < Size; i++)
        {
            var factor = Inverse[i * Size + k];
            if (factor != 0) Rows.AddScaled(Inverse.AsSpan(i * Size, Size), -factor, change);
        }
    }

    /// <summary>Computes the inverse anew, as errors of exchanges add up.</summary>
    public void Refactor()
    {
        // Rows differ in size by many orders of magnitude where data leave directions open.
        var scales = _rows.Select(row => row.Max(Math.Abs)).ToArray();
        var inverse = DenseMatrix.Build.Dense(Size, Size, (i, j) => _rows[i][j] / scales[i]).Inverse();
        for (var i = 0; i < Size; i++)
            for (var j = 0; j < Size; j++) Inverse[i * Size + j] = inverse[i, j] / scales[j];
    }
}
