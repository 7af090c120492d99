namespace FastMtp.Training.Manifolds;

/// <summary>Pairs of points of two manifolds, [first | second], and of their tangent vectors.</summary>
internal sealed class ProductManifold(IManifold first, IManifold second) : IManifold
{
    /// <inheritdoc/>
    public int PointLength => first.PointLength + second.PointLength;

    /// <inheritdoc/>
    public int Dimension => first.Dimension + second.Dimension;

    /// <inheritdoc/>
    public void Retract(ReadOnlySpan<double> point, double step, ReadOnlySpan<double> direction, Span<double> result)
    {
        var (length, dimension) = (first.PointLength, first.Dimension);
        first.Retract(point[..length], step, direction[..dimension], result[..length]);
        second.Retract(point[length..], step, direction[dimension..], result[length..]);
    }

    /// <inheritdoc/>
    public IVectorTransport Transport(ReadOnlySpan<double> from, ReadOnlySpan<double> to)
    {
        var length = first.PointLength;
        var ahead = first.Transport(from[..length], to[..length]);
        var behind = second.Transport(from[length..], to[length..]);
        return ahead.IsIdentity && behind.IsIdentity ? IdentityTransport.Instance : new ProductTransport(ahead, behind, first.Dimension);
    }

    private sealed class ProductTransport(IVectorTransport first, IVectorTransport second, int dimension) : IVectorTransport
    {
        public bool IsIdentity => false;

        public void Apply(ReadOnlySpan<double> vector, Span<double> result)
        {
            first.Apply(vector[..dimension], result[..dimension]);
            second.Apply(vector[dimension..], result[dimension..]);
        }

        public void ApplyInverse(ReadOnlySpan<double> vector, Span<double> result)
        {
            first.ApplyInverse(vector[..dimension], result[..dimension]);
            second.ApplyInverse(vector[dimension..], result[dimension..]);
        }
    }
}
