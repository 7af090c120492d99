namespace FastMtp.Training.Manifolds;

/// <summary>Leaves vectors as they are.</summary>
internal sealed class IdentityTransport : IVectorTransport
{
    public static IdentityTransport Instance { get; } = new();

    public bool IsIdentity => true;

    public void Apply(ReadOnlySpan<double> vector, Span<double> result) => vector.CopyTo(result);

    public void ApplyInverse(ReadOnlySpan<double> vector, Span<double> result) => vector.CopyTo(result);
}
