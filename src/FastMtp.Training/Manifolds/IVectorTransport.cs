namespace FastMtp.Training.Manifolds;

/// <summary>A linear map between the coordinates of two tangent spaces.</summary>
internal interface IVectorTransport
{
    /// <summary>True if both spaces and their coordinates are the same.</summary>
    bool IsIdentity { get; }

    /// <summary>T·v.</summary>
    void Apply(ReadOnlySpan<double> vector, Span<double> result);

    /// <summary>T⁻¹·v; non-finite if the transport is not invertible.</summary>
    void ApplyInverse(ReadOnlySpan<double> vector, Span<double> result);
}
