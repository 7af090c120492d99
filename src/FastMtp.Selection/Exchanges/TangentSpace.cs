using FastMtp.LinearAlgebra;
using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Selection.Exchanges;

/// <summary>
/// The directions in which the coefficients of a potential can move: all of them if the radial coefficients are dense, those of the
/// tangent space if they come from factors. Factors have directions that change nothing (U·G and V·G⁻ᵀ); the tangent space has none.
/// </summary>
internal sealed class TangentSpace
{
    /// <summary>A direction that sticks out of the others by less than this share of its length is one of them.</summary>
    private const double Negligible = 1e-8;

    private readonly ParameterLayout _layout;
    private readonly double[]? _basis;
    private readonly int _radial;

    private TangentSpace(ParameterLayout layout, double[]? basis, int radial) => (_layout, _basis, _radial) = (layout, basis, radial);

    /// <summary>Number of directions.</summary>
    public int Dimension => _radial + _layout.LinearCount;

    /// <summary>The tangent space at the coefficients of a potential.</summary>
    public static TangentSpace Of(PotentialModel potential)
    {
        var tensor = potential.RadialTensor;
        if (tensor is DenseRadialTensor) return new(potential.Layout, null, tensor.Shape.Length);
        var directions = Orthonormal(Derivatives(tensor));
        var basis = new double[tensor.Shape.Length * directions.Count];
        for (var k = 0; k < directions.Count; k++)
            for (var i = 0; i < tensor.Shape.Length; i++) basis[i * directions.Count + k] = directions[k][i];
        return new(potential.Layout, basis, directions.Count);
    }

    /// <summary>The components of a row over all coefficients.</summary>
    public double[] Project(double[] row)
    {
        if (_basis is null) return row;
        var projected = new double[Dimension];
        Rows.Times(row.AsSpan(_layout.Radial), _basis, _radial).CopyTo(projected, 0);
        row.AsSpan(_layout.Linear).CopyTo(projected.AsSpan(_radial));
        return projected;
    }

    /// <summary>[coefficients][columns] from a matrix [<see cref="Dimension"/>][columns] that acts on components.</summary>
    public double[] Lift(double[] matrix, int columns)
    {
        if (_basis is null) return matrix;
        var lifted = new double[_layout.Count * columns];
        for (var i = 0; i < _layout.RadialCount; i++)
        {
            var target = lifted.AsSpan(i * columns, columns);
            for (var k = 0; k < _radial; k++) Rows.AddScaled(target, _basis[i * _radial + k], matrix.AsSpan(k * columns, columns));
        }
        matrix.AsSpan(_radial * columns).CopyTo(lifted.AsSpan(_layout.SpeciesOffset * columns));
        return lifted;
    }

    /// <summary>What <see cref="Lift"/> has lifted.</summary>
    public double[] Lower(double[] lifted, int columns)
    {
        if (_basis is null) return [.. lifted];
        var matrix = new double[Dimension * columns];
        for (var i = 0; i < _layout.RadialCount; i++)
        {
            var row = lifted.AsSpan(i * columns, columns);
            for (var k = 0; k < _radial; k++) Rows.AddScaled(matrix.AsSpan(k * columns, columns), _basis[i * _radial + k], row);
        }
        lifted.AsSpan(_layout.SpeciesOffset * columns).CopyTo(matrix.AsSpan(_radial * columns));
        return matrix;
    }

    /// <summary>
    /// ∂c/∂(entry of a factor): the tensor is linear in each factor, so it is the tensor with a unit in place of the factor.
    /// </summary>
    private static IEnumerable<double[]> Derivatives(RadialTensor tensor)
    {
        for (var factor = 0; factor < tensor.Factors.Count; factor++)
        {
            for (var entry = 0; entry < tensor.Factors[factor].Length; entry++)
            {
                double[][] factors = [.. tensor.Factors];
                factors[factor] = new double[factors[factor].Length];
                factors[factor][entry] = 1;
                yield return tensor.Form.Create(tensor.Shape, tensor.Ranks, factors).ToDense();
            }
        }
    }

    /// <summary>Gram-Schmidt, twice each, without the directions that depend on those before them.</summary>
    private static List<double[]> Orthonormal(IEnumerable<double[]> directions)
    {
        var basis = new List<double[]>();
        foreach (var direction in directions)
        {
            var length = Vectors.Norm(direction);
            if (length == 0) continue;
            for (var turn = 0; turn < 2; turn++)
                foreach (var e in basis) Rows.AddScaled(direction, -Vectors.Dot(e, direction), e);
            var rest = Vectors.Norm(direction);
            if (rest < Negligible * length) continue;
            foreach (ref var x in direction.AsSpan()) x /= rest;
            basis.Add(direction);
        }
        return basis;
    }
}
