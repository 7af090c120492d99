using System.Diagnostics.CodeAnalysis;
using System.Runtime.Intrinsics.X86;

namespace FastMtp.Kernels;

/// <summary>The vector widths that this processor supports, and those that this program has code for.</summary>
internal static class VectorWidths
{
    private const string WideSwitch = "FastMtp.Kernels.Wide";
    private const string WidestSwitch = "FastMtp.Kernels.Widest";

    /// <summary>
    /// False in a program that is compiled in advance for processors without such registers: the code, which would emulate them, is left
    /// out, as it would be most of the program.
    /// </summary>
    [FeatureSwitchDefinition(WideSwitch)]
    public static bool HasWide { get; } = IsOn(WideSwitch);

    /// <summary>The same for the widest registers.</summary>
    [FeatureSwitchDefinition(WidestSwitch)]
    public static bool HasWidest { get; } = IsOn(WidestSwitch);

    /// <summary>
    /// Widths that run as native instructions here, widest first. 512-bit code elsewhere would be an order of magnitude slower
    /// than 256-bit code.
    /// </summary>
    public static IReadOnlyList<VectorWidth> Supported { get; } =
        [.. Enum.GetValues<VectorWidth>().Where(IsSupported).OrderDescending()];

    /// <summary>Whether this program has code for a width, which need not be one of this processor.</summary>
    public static bool IsThere(VectorWidth width) => width switch
    {
        VectorWidth.Widest => HasWidest,
        VectorWidth.Wide => HasWide,
        _ => true,
    };

    /// <summary>Doubles in a register.</summary>
    public static int Lanes(this VectorWidth width) => (int)width / 64;

    private static bool IsSupported(VectorWidth width) => width switch
    {
        VectorWidth.Widest => HasWidest && Avx512F.IsSupported,
        VectorWidth.Wide => HasWide && Avx2.IsSupported && Fma.IsSupported,
        _ => true,
    };

    private static bool IsOn(string name) => !AppContext.TryGetSwitch(name, out var isOn) || isOn;
}
