using FastMtp.Basis;
using FastMtp.Training.Moments;
using FastMtp.Training.Parameterizations;
using FastMtp.Training.Tests.LowRank;

namespace FastMtp.Training.Tests.Moments;

/// <summary>Nine coefficients as a matrix U·Vᵀ of 3 × 3, linear in V.</summary>
internal sealed class FactorizedMoments(int rank) : IMomentParameterization
{
    private readonly MatrixFactorization _matrix = new(3, 3, rank);

    public int Dimension => _matrix.Dimension;

    public int CoefficientCount => 9;

    public Range LinearPart => (Dimension / 2)..Dimension;

    public double[] Random(ulong seed) => new SplitMix64(seed).Next(Dimension);

    public void Expand(ReadOnlySpan<double> point, Span<double> coefficients) => _matrix.Expand(point, coefficients);

    public void Pullback(ReadOnlySpan<double> point, ReadOnlySpan<double> coefficientGradient, Span<double> gradient) =>
        _matrix.Pullback(point, coefficientGradient, gradient);
}
