using System.Runtime.Intrinsics.X86;

namespace FastMtp.Kernels;

/// <summary>Register width a kernel is compiled for, in bits.</summary>
internal enum VectorWidth
{
    /// <summary>Two lanes; correct on every processor.</summary>
    Portable = 128,

    /// <summary>Four lanes: AVX2 with FMA.</summary>
    Wide = 256,

    /// <summary>Eight lanes: AVX-512.</summary>
    Widest = 512,
}

/// <summary>What this processor can run.</summary>
internal static class VectorWidths
{
    /// <summary>Widths that run as native instructions here, widest first. 512-bit code elsewhere would be an order of magnitude slower than 256-bit code.</summary>
    public static IReadOnlyList<VectorWidth> Supported { get; } =
        [.. Enum.GetValues<VectorWidth>().Where(IsSupported).OrderDescending()];

    /// <summary>Number of atoms side by side.</summary>
    public static int Lanes(this VectorWidth width) => (int)width / 64;

    private static bool IsSupported(VectorWidth width) => width switch
    {
        VectorWidth.Widest => Avx512F.IsSupported,
        VectorWidth.Wide => Avx2.IsSupported && Fma.IsSupported,
        _ => true,
    };
}
