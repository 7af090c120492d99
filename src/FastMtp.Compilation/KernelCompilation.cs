using System.Runtime.CompilerServices;
using FastMtp.Compilation;
using FastMtp.Kernels;

namespace FastMtp;

/// <summary>
/// Compiles kernels in this process for bases that the library has none for: pruned ones, level 22, other shapes of ACE, tables of other
/// programs. A kernel takes some 5 s and 2 ms for each product, once for each basis: later processes find it in <c>~/.cache/fastmtp</c>.
/// Bases of more than 12,000 products, such as level 24, are not compiled, as that would gain nothing.
/// </summary>
public static class KernelCompilation
{
    /// <summary>
    /// Lets fits compile where they are long enough, as <c>fastmtp train</c> does. Without it, the interpreter runs, as it does in a
    /// program that was compiled ahead of time, where this has no effect.
    /// </summary>
    public static void Enable() => KernelRegistry.Compiler = RuntimeFeature.IsDynamicCodeSupported ? CompiledKernels.OfUser : null;

    /// <summary>
    /// The same potential with a compiled kernel, if the library has none for its basis: for many evaluations, ten million of an atom or
    /// more. Results differ from those of the interpreter in rounding alone.
    /// </summary>
    public static Potential WithCompiledKernels(this Potential potential)
    {
        Enable();
        return potential.WithKernelsFor(double.MaxValue);
    }
}
