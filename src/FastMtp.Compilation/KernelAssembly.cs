using System.Reflection;
using System.Reflection.Metadata;
using FastMtp.Basis;
using FastMtp.Generators.Emit;
using FastMtp.Kernels;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FastMtp.Compilation;

/// <summary>Compiles the text of one kernel, in one vector width, to an assembly.</summary>
internal static class KernelAssembly
{
    /// <summary>The class of the kernel; its assembly has no other.</summary>
    public const string ClassName = "CompiledKernel";

    /// <summary>The name of all these assemblies, to which the kernels show their internals.</summary>
    private const string Name = "FastMtp.Compiled";

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, deterministic: true);

    /// <summary>The bytes of the assembly.</summary>
    public static byte[] Compile(ContractionProgram program, VectorWidth width, EmittedNumber number)
    {
        var files = KernelEmitter.Emit(
            ClassName, program, CompiledKernels.Kind, [.. EmittedWidth.All.Where(emitted => emitted.Bits == (int)width)], [number]);
        var compilation = CSharpCompilation.Create(
            Name, files.Select(Parse), References(), Options);
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        return result.Success
            ? assembly.ToArray()
            : throw new InvalidOperationException("The text of a kernel does not compile: "
                + $"{result.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error)}");
    }

    /// <summary>Without what the compiler finds out about null, which is half of its time and nothing here.</summary>
    private static SyntaxTree Parse((string Name, string Text) file) =>
        CSharpSyntaxTree.ParseText(file.Text.Replace("#nullable enable", "#nullable disable"), path: file.Name);

    private static IEnumerable<MetadataReference> References() =>
        new[] { typeof(object).Assembly, Assembly.Load("System.Runtime"), typeof(BasisPlan).Assembly, typeof(MtpKernel).Assembly }
            .Select(Reference);

    /// <summary>Read from memory: a program in a single file has no others.</summary>
    private static unsafe MetadataReference Reference(Assembly assembly) => assembly.TryGetRawMetadata(out var metadata, out var length)
        ? AssemblyMetadata.Create(ModuleMetadata.CreateFromMetadata((nint)metadata, length)).GetReference()
        : throw new InvalidOperationException($"{assembly.GetName().Name} has no metadata to compile against.");
}
