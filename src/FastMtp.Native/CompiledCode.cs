using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FastMtp.Kernels;

namespace FastMtp.Native;

/// <summary>
/// Kernels that <c>fastmtp export</c> has compiled for plans without a generated one. They lie beside this library, as code from there is
/// trusted already; that beside a potential need not be.
/// </summary>
internal static unsafe partial class CompiledCode
{
    private static readonly KernelLibraries Libraries = new(Directory());

    /// <summary>From now on, potentials are evaluated with them.</summary>
    public static void Find() => KernelRegistry.Compiler = Libraries;

    /// <summary>Why the interpreter evaluates a potential, and what to do; null if it does not, or if the user wants it.</summary>
    public static string? WhyNotFor(Potential potential)
    {
        if (Environment.GetEnvironmentVariable(KernelRegistry.Variable) is { Length: > 0 }) return null;
        return potential.Plans.FirstOrDefault(plan => KernelRegistry.For(plan).Kind == "interpreter") is { } plan
            ? $"{Libraries.Fault(plan)}, so the interpreter evaluates the potential, which is slower; write the files again with "
                + "fastmtp export."
            : null;
    }

    private static string Directory()
    {
        delegate* unmanaged[Cdecl]<void> here = &Here;
        return dladdr(here, out var library) != 0
            && Path.GetDirectoryName(Marshal.PtrToStringUTF8(library.Path)) is { Length: > 0 } directory ? directory : ".";
    }

    /// <summary>An address in this library.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Here()
    {
    }

    [LibraryImport("libc")]
    private static partial int dladdr(void* address, out LibraryInfo info);

    /// <summary>Dl_info of dlfcn.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct LibraryInfo
    {
        public nint Path, Base, SymbolName, SymbolAddress;
    }
}
