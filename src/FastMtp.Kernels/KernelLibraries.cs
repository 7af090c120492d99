using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using FastMtp.Basis;

namespace FastMtp.Kernels;

/// <summary>
/// Kernels that were compiled ahead of time for plans that have no generated one, each in a shared library of its own. For programs that
/// cannot compile at run time.
/// </summary>
/// <param name="directory">Where the libraries are.</param>
internal sealed class KernelLibraries(string directory) : IKernelCompiler
{
    private readonly ConcurrentDictionary<(ulong Fingerprint, VectorWidth Width), Lazy<Library>> _libraries = new();

    /// <summary>The name of a library's file.</summary>
    public static string FileName(ulong fingerprint, VectorWidth width) => $"kernel-{fingerprint:x16}-{(int)width}.so";

    /// <summary>The name by which a library shows a pass.</summary>
    public static string EntryPoint(string pass, bool isSingle) => $"fastmtp_{pass}{(isSingle ? "Single" : "")}";

    /// <inheritdoc/>
    public double? FewestAtoms(BasisPlan plan) => Find(Fingerprint.Of(plan), VectorWidths.Supported[0]).Fault is null ? 0 : null;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">There is no usable library for it.</exception>
    public MtpKernel Compile(ContractionProgram program, VectorWidth width, bool isSingle = false)
    {
        var library = Find(program.Fingerprint, width);
        if (library.Fault is { } fault) throw new InvalidOperationException($"{fault}.");
        return isSingle ? new LibrarySingleKernel(program, width, library.Handle) : new LibraryKernel(program, width, library.Handle);
    }

    /// <summary>Why a plan has no kernel here, without a full stop; null if it has one.</summary>
    public string? Fault(BasisPlan plan) => Find(Fingerprint.Of(plan), VectorWidths.Supported[0]).Fault;

    private Library Find(ulong fingerprint, VectorWidth width) =>
        _libraries.GetOrAdd((fingerprint, width), key => new(() => Load(key.Fingerprint, key.Width))).Value;

    private Library Load(ulong fingerprint, VectorWidth width)
    {
        var path = Path.GetFullPath(Path.Combine(directory, FileName(fingerprint, width)));
        try
        {
            return !File.Exists(path) ? new(0, $"{path}: there is no such file")
                : KernelSeal.Fault(File.ReadAllBytes(path), fingerprint, width) is { } fault ? new(0, $"{path}: {fault}")
                : new(NativeLibrary.Load(path), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DllNotFoundException or BadImageFormatException)
        {
            return new(0, $"{path}: cannot be loaded ({e.Message.TrimEnd('.')})");
        }
    }

    private sealed record Library(nint Handle, string? Fault);
}
