using FastMtp.Kernels;

namespace FastMtp.Generators.Emit;

/// <summary>
/// A vector width: its bits, and the name of its case in <see cref="VectorWidth"/> and of the nested class that holds its code.
/// </summary>
internal sealed record EmittedWidth(int Bits, string Name)
{
    /// <summary>The widest first.</summary>
    public static readonly EmittedWidth[] All =
        [.. Enum.GetValues(typeof(VectorWidth)).Cast<VectorWidth>().OrderByDescending(width => width).Select(
            width => new EmittedWidth((int)width, $"{width}"))];

    public string Vector => $"System.Runtime.Intrinsics.Vector{Bits}";
}
