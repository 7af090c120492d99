namespace FastMtp.Training.Manifolds;

/// <summary>
/// Where the points of an optimiser live. Tangent vectors are coordinates with respect to an orthonormal basis of the
/// tangent space, so the Riemannian metric g is the scalar product of coordinates.
/// </summary>
internal interface IManifold
{
    /// <summary>Numbers that hold a point.</summary>
    int PointLength { get; }

    /// <summary>Length of a tangent vector.</summary>
    int Dimension { get; }

    /// <summary>Goes from a point along <paramref name="step"/>·<paramref name="direction"/> and stays on the manifold, to first order straight.</summary>
    void Retract(ReadOnlySpan<double> point, double step, ReadOnlySpan<double> direction, Span<double> result);

    /// <summary>
    /// Takes tangent vectors from one point to another by orthogonal projection. The transport back,
    /// <c>Transport(to, from)</c>, is its adjoint.
    /// </summary>
    IVectorTransport Transport(ReadOnlySpan<double> from, ReadOnlySpan<double> to);
}
