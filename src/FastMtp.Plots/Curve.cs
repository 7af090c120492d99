namespace FastMtp.Plots;

/// <summary>A named line through points.</summary>
internal sealed record Curve(string Name, double[] X, double[] Y);
