using System.Text.Json.Serialization;
using FastMtp.Training.Json;

namespace FastMtp.Training.Optimization;

/// <summary>Everything a <see cref="Minimizer"/> needs to continue as if it had never stopped.</summary>
internal sealed record MinimizerState
{
    /// <summary>Current point of the manifold.</summary>
    public required double[] Point { get; init; }

    /// <summary>Value there.</summary>
    public required double Value { get; init; }

    /// <summary>[n] gradient there, a tangent vector.</summary>
    public required double[] Gradient { get; init; }

    /// <summary>[n(n + 1)/2] lower triangle of the dense inverse Hessian of <see cref="Bfgs"/>, row by row.</summary>
    [JsonConverter(typeof(DoubleBytesConverter))]
    public double[]? InverseHessian { get; init; }

    /// <summary>What a limited memory holds instead.</summary>
    public CorrectionPairs? Pairs { get; init; }

    /// <summary>[n] diagonal that the inverse Hessian started from; null for the identity.</summary>
    public double[]? InitialDiagonal { get; init; }

    /// <summary>True if the inverse Hessian is still the one it started from.</summary>
    public required bool IsInitial { get; init; }

    /// <summary>Last accepted step length, in multiples of the direction.</summary>
    public required double LastStep { get; init; }

    /// <summary>Damping of <see cref="GaussNewton"/>; null for <see cref="Bfgs"/>.</summary>
    public double? Damping { get; init; }

    /// <summary>Steps made.</summary>
    public required int Steps { get; init; }

    /// <summary>Evaluations made.</summary>
    public required int Evaluations { get; init; }
}
