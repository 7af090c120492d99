namespace FastMtp.Training.Manifolds;

/// <summary>
/// The space of an optimiser's points. Tangent vectors are coordinates with respect to an orthonormal basis of the
/// tangent space, so the Riemannian metric g is the scalar product of coordinates.
/// </summary>
internal interface IManifold
{
    /// <summary>Number of entries of a point.</summary>
    int PointLength { get; }

    /// <summary>Length of a tangent vector.</summary>
    int Dimension { get; }

    /// <summary>
    /// Retraction: moves a point by <paramref name="step"/>·<paramref name="direction"/> to first order, staying on the manifold.
    /// </summary>
    void Retract(ReadOnlySpan<double> point, double step, ReadOnlySpan<double> direction, Span<double> result);

    /// <summary>
    /// Transports tangent vectors from one point to another by orthogonal projection. The transport back,
    /// <c>Transport(to, from)</c>, is its adjoint.
    /// </summary>
    IVectorTransport Transport(ReadOnlySpan<double> from, ReadOnlySpan<double> to);
}
