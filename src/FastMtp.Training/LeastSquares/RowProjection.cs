namespace FastMtp.Training.LeastSquares;

/// <summary>Turns derivatives with respect to [c | species | moments] into those with respect to the parameters of a fit; linear.</summary>
/// <param name="whole">Derivatives with respect to [c | species | moments].</param>
/// <param name="projected">Derivatives with respect to the parameters.</param>
internal delegate void RowProjection(ReadOnlySpan<double> whole, Span<double> projected);
