using System.Text.Json.Serialization;
using FastMtp.Training.Json;

namespace FastMtp.Training.Optimization;

/// <summary>What <see cref="LimitedInverseHessian"/> remembers.</summary>
internal sealed record CorrectionPairs
{
    /// <summary>Largest number of pairs.</summary>
    public required int Capacity { get; init; }

    /// <summary>Factor on the initial diagonal.</summary>
    public required double Scale { get; init; }

    /// <summary>[pair][2][n] s and y of the last steps, the oldest first.</summary>
    [JsonConverter(typeof(DoubleBytesConverter))]
    public required double[] Vectors { get; init; }
}
