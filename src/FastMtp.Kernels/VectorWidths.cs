using System.Runtime.Intrinsics.X86;

namespace FastMtp.Kernels;

/// <summary>The vector widths this processor supports.</summary>
internal static class VectorWidths
{
    /// <summary>
    /// Widths that run as native instructions here, widest first. 512-bit code elsewhere would be an order of magnitude slower
    /// than 256-bit code.
    /// </summary>
    public static IReadOnlyList<VectorWidth> Supported { get; } =
        [.. Enum.GetValues<VectorWidth>().Where(IsSupported).OrderDescending()];

    /// <summary>Doubles in a register.</summary>
    public static int Lanes(this VectorWidth width) => (int)width / 64;

    private static bool IsSupported(VectorWidth width) => width switch
    {
        VectorWidth.Widest => Avx512F.IsSupported,
        VectorWidth.Wide => Avx2.IsSupported && Fma.IsSupported,
        _ => true,
    };
}
