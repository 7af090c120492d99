using System.Runtime.Loader;
using FastMtp.Basis;
using FastMtp.Digests;
using FastMtp.Generators.Emit;
using FastMtp.Kernels;
using Microsoft.CodeAnalysis.CSharp;

namespace FastMtp.Compilation;

/// <summary>
/// Kernels that are compiled in this process, from the text that the source generator would print for their plan. A kernel is kept as long
/// as something uses it.
/// </summary>
/// <param name="cache">Where compiled kernels are kept for other processes.</param>
internal sealed class CompiledKernels(KernelCache cache) : IKernelCompiler
{
    /// <summary>What such a kernel calls itself.</summary>
    public const string Kind = "compiled";

    /// <summary>
    /// Changes with everything that the code of a kernel depends on, as builds are deterministic: emitter, contract, compiler.
    /// </summary>
    private static readonly string Version = Convert.ToHexStringLower(Sha256.Of(
    [
        .. new[] { typeof(CompiledKernels), typeof(BasisPlan), typeof(MtpKernel), typeof(CSharpCompilation) }
            .SelectMany(type => type.Module.ModuleVersionId.ToByteArray()),
    ]))[..16];

    private readonly Dictionary<string, WeakReference<Type>> _loaded = [];
    private readonly Lock _lock = new();

    /// <summary>With the cache of the user.</summary>
    public static CompiledKernels OfUser { get; } = new(KernelCache.OfUser);

    /// <summary>How many kernels were compiled and not found in the cache.</summary>
    public int Compilations { get; private set; }

    /// <inheritdoc/>
    public double? FewestAtoms(BasisPlan plan) => CompilationCost.FewestAtoms(plan);

    /// <inheritdoc/>
    public MtpKernel Compile(ContractionProgram program, VectorWidth width, bool isSingle = false) =>
        (MtpKernel)Activator.CreateInstance(
            TypeOf(program, width, isSingle ? EmittedNumber.Single : EmittedNumber.Double), program, width)!;

    /// <summary>The name of its file.</summary>
    internal static string NameOf(ContractionProgram program, VectorWidth width) => NameOf(program, width, EmittedNumber.Double);

    private static string NameOf(ContractionProgram program, VectorWidth width, EmittedNumber number) =>
        $"{program.Fingerprint:x16}-{(int)width}{number.Suffix}-{Version}";

    private Type TypeOf(ContractionProgram program, VectorWidth width, EmittedNumber number)
    {
        var name = NameOf(program, width, number);
        // Whoever asks for the same kernel meanwhile waits for it.
        lock (_lock)
        {
            if (_loaded.TryGetValue(name, out var loaded) && loaded.TryGetTarget(out var type)) return type;
            type = Load(cache.Read(name) ?? Compile(program, width, number, name), number);
            _loaded[name] = new(type);
            return type;
        }
    }

    private byte[] Compile(ContractionProgram program, VectorWidth width, EmittedNumber number, string name)
    {
        var assembly = KernelAssembly.Compile(program, width, number);
        Compilations++;
        cache.Write(name, assembly);
        return assembly;
    }

    private static Type Load(byte[] assembly, EmittedNumber number) =>
        new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(new MemoryStream(assembly))
            .GetType($"{KernelEmitter.Namespace}.{KernelAssembly.ClassName}{number.Suffix}", throwOnError: true)!;
}
