using System.Runtime.Loader;
using FastMtp.Basis;
using FastMtp.Generators.Emit;
using FastMtp.Kernels;

namespace FastMtp.Compilation;

/// <summary>
/// Kernels that are compiled in this process, from the text that the source generator would print for their plan. A kernel is kept as long
/// as something uses it.
/// </summary>
internal sealed class CompiledKernels : IKernelCompiler
{
    /// <summary>What such a kernel calls itself.</summary>
    public const string Kind = "compiled";

    private readonly Dictionary<(ulong Plan, VectorWidth Width), WeakReference<Type>> _loaded = [];
    private readonly Lock _lock = new();

    /// <inheritdoc/>
    public bool Pays(BasisPlan plan, double atoms) => false;

    /// <inheritdoc/>
    public MtpKernel Compile(ContractionProgram program, VectorWidth width) =>
        (MtpKernel)Activator.CreateInstance(TypeOf(program, width), program, width)!;

    private Type TypeOf(ContractionProgram program, VectorWidth width)
    {
        // Whoever asks for the same kernel meanwhile waits for it.
        lock (_lock)
        {
            if (_loaded.TryGetValue((program.Fingerprint, width), out var loaded) && loaded.TryGetTarget(out var type)) return type;
            type = Load(KernelAssembly.Compile(program, width));
            _loaded[(program.Fingerprint, width)] = new(type);
            return type;
        }
    }

    private static Type Load(byte[] assembly) =>
        new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(new MemoryStream(assembly)).GetType($"{KernelEmitter.Namespace}.{KernelAssembly.ClassName}", throwOnError: true)!;
}
