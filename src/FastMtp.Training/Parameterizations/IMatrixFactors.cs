using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Parameterizations;

/// <summary>
/// A tensor of one or more matrices of the same size, each the product U·Vᵀ of factors with r columns. A point is [U | V] of one after
/// another, so that it is one matrix with r columns.
/// </summary>
internal interface IMatrixFactors : IParameterization
{
    /// <summary>r.</summary>
    int Rank { get; }

    /// <summary>The gradient with respect to each matrix.</summary>
    Matrix[] Gradients(ReadOnlySpan<double> tensorGradient);
}
