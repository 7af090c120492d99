using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Manifolds;

/// <summary>Flat space: points are vectors, and all tangent spaces coincide.</summary>
internal sealed class EuclideanSpace(int dimension) : IManifold
{
    /// <inheritdoc/>
    public int PointLength => dimension;

    /// <inheritdoc/>
    public int Dimension => dimension;

    /// <inheritdoc/>
    public void Retract(ReadOnlySpan<double> point, double step, ReadOnlySpan<double> direction, Span<double> result) =>
        Vectors.AddScaled(point, step, direction, result);

    /// <inheritdoc/>
    public IVectorTransport Transport(ReadOnlySpan<double> from, ReadOnlySpan<double> to) => IdentityTransport.Instance;
}
