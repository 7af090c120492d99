namespace FastMtp.Training.Moments;

/// <summary>A form of the moment coefficients and its parameters.</summary>
internal sealed record MomentPoint(IMomentParameterization Form, double[] Parameters);
