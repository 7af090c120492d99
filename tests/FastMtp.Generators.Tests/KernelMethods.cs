using System.Reflection;
using FastMtp.Kernels;

namespace FastMtp.Generators.Tests;

/// <summary>The generated code in the built assembly: the methods of the classes named after vector widths inside the kernels.</summary>
internal static class KernelMethods
{
    public static MethodInfo[] All { get; } = [.. Of(Enum.GetValues<VectorWidth>())];

    /// <summary>Those that this processor can run.</summary>
    public static MethodInfo[] Supported { get; } = [.. Of(VectorWidths.Supported)];

    public static string Name(MethodBase method) =>
        $"{method.DeclaringType!.DeclaringType!.Name}.{method.DeclaringType.Name}.{method.Name}";

    private static IEnumerable<MethodInfo> Of(IEnumerable<VectorWidth> widths) =>
        from kernel in typeof(MtpKernel).Assembly.GetTypes()
        where kernel.IsSubclassOf(typeof(MtpKernel)) && kernel.GetField("Fingerprint") is not null
        from width in widths
        from method in kernel.GetNestedType(width.ToString(), BindingFlags.NonPublic)!.GetMethods(
            BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        where method.DeclaringType!.DeclaringType == kernel
        select method;
}
