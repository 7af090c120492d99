
namespace FastMtp.Training.Manifolds;

/// <summary>Points of several manifolds one after another, and so their tangent vectors.</summary>
internal sealed class ProductManifold(params IReadOnlyList<IManifold> factors) : IManifold
{
    /// <inheritdoc/>
    public int PointLength { get; } = factors.Sum(factor => factor.PointLength);

    /// <inheritdoc/>
    public int Dimension { get; } = factors.Sum(factor => factor.Dimension);

    /// <inheritdoc/>
    public void Retract(ReadOnlySpan<double> point, double step, ReadOnlySpan<double> direction, Span<double> result)
    {
        var (p, d) = (0, 0);
        foreach (var factor in factors)
        {
            var part = p..(p + factor.PointLength);
            factor.Retract(point[part], step, direction.Slice(d, factor.Dimension), result[part]);
            (p, d) = (p + factor.PointLength, d + factor.Dimension);
        }
    }

    /// <inheritdoc/>
    public IVectorTransport Transport(ReadOnlySpan<double> from, ReadOnlySpan<double> to)
    {
        var parts = new (IVectorTransport Transport, int Dimension)[factors.Count];
        var p = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            var part = p..(p + factors[i].PointLength);
            parts[i] = (factors[i].Transport(from[part], to[part]), factors[i].Dimension);
            p = part.End.Value;
        }
        return parts.All(part => part.Transport.IsIdentity) ? IdentityTransport.Instance : new ProductTransport(parts);
    }

    private sealed class ProductTransport((IVectorTransport Transport, int Dimension)[] parts) : IVectorTransport
    {
        public bool IsIdentity => false;

        public void Apply(ReadOnlySpan<double> vector, Span<double> result)
        {
            foreach (var (transport, dimension) in parts)
            {
                transport.Apply(vector[..dimension], result[..dimension]);
                vector = vector[dimension..];
                result = result[dimension..];
            }
        }

        public void ApplyInverse(ReadOnlySpan<double> vector, Span<double> result)
        {
            foreach (var (transport, dimension) in parts)
            {
                transport.ApplyInverse(vector[..dimension], result[..dimension]);
                vector = vector[dimension..];
                result = result[dimension..];
            }
        }
    }
}
