using FastMtp.Radial;
using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Parameterizations;

/// <summary>U·Vᵀ of N_f × N_b for each unordered pair of species.</summary>
/// <param name="shape">Extent.</param>
/// <param name="rank">r.</param>
/// <exception cref="InputException">A table of this size cannot have the rank.</exception>
internal sealed class FactorizedPairs(RadialShape shape, int rank)
    : SymmetricPairs(shape, new MatrixFactorization(shape.FunctionCount, shape.BasisSize, rank)), IMatrixFactors
{
    private readonly RadialShape _shape = shape;

    /// <inheritdoc/>
    public int Rank { get; } = rank;

    /// <inheritdoc/>
    public Matrix[] Gradients(ReadOnlySpan<double> tensorGradient)
    {
        var sums = Sums(tensorGradient);
        var gradients = new Matrix[sums.Rows];
        for (var p = 0; p < sums.Rows; p++) gradients[p] = new(_shape.FunctionCount, _shape.BasisSize, (ReadOnlySpan<double>)sums.Row(p));
        return gradients;
    }
}
