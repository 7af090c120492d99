using System.Diagnostics;
using FastMtp.Basis;
using FastMtp.Generators.Emit;
using FastMtp.Kernels;

namespace FastMtp.Compilation;

/// <summary>
/// Compiles the kernel of a plan ahead of time to shared libraries, with the .NET SDK. They need neither the SDK nor .NET where they run.
/// </summary>
/// <param name="cache">Where compiled libraries are kept for the next export.</param>
internal sealed class LibraryCompiler(KernelCache cache)
{
    /// <summary>The processors that the native library is compiled for, and the width of their vectors.</summary>
    private static readonly (VectorWidth Width, string Processors, string Name)[] Targets =
        [(VectorWidth.Wide, "x86-64-v3", "AVX2"), (VectorWidth.Widest, "x86-64-v4", "AVX-512")];

    /// <summary>With the cache of the user.</summary>
    public static LibraryCompiler OfUser { get; } = new(KernelCache.OfUser);

    /// <summary>Names and contents of the files of a plan, one for each width that the native library has.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="begins">Is told for which processors a compilation begins, which takes a while; not if all are in the cache.</param>
    /// <exception cref="LibraryException">The SDK is missing or failed.</exception>
    public IReadOnlyList<(string Name, byte[] Content)> Compile(BasisPlan plan, Action<string>? begins = null)
    {
        var program = ContractionProgram.Create(plan);
        return [.. Targets.Select(target => (KernelLibraries.FileName(program.Fingerprint, target.Width), Library(target)))];

        byte[] Library((VectorWidth Width, string Processors, string Name) target)
        {
            var name = CompiledKernels.NameOf(program, target.Width) + ".so";
            if (cache.Read(name) is { } cached) return cached;
            begins?.Invoke(target.Name);
            var library = Compile(program, target.Width, target.Processors);
            cache.Write(name, library);
            return library;
        }
    }

    private static byte[] Compile(ContractionProgram program, VectorWidth width, string processors)
    {
        var project = Directory.CreateTempSubdirectory("fastmtp-kernel-");
        try
        {
            Write(project.FullName, program, EmittedWidth.All.Single(emitted => emitted.Bits == (int)width));
            Publish(project.FullName, processors);
            return KernelSeal.Close(File.ReadAllBytes(Path.Combine(project.FullName, "out", "kernel.so")), program.Fingerprint, width);
        }
        finally
        {
            project.Delete(recursive: true);
        }
    }

    private static void Write(string directory, ContractionProgram program, EmittedWidth width)
    {
        using (var project = typeof(LibraryCompiler).Assembly.GetManifestResourceStream("kernel.csproj")!)
        using (var file = File.Create(Path.Combine(directory, "kernel.csproj")))
            project.CopyTo(file);
        foreach (var (name, text) in LibraryText.Emit(program, width)) File.WriteAllText(Path.Combine(directory, name), text);
    }

    private static void Publish(string directory, string processors)
    {
        // Given a bare name, .NET would also look beside this program and in the working directory.
        var sdk = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(place => Path.Combine(place, "dotnet")).FirstOrDefault(File.Exists)
            ?? throw new LibraryException("there is no .NET SDK on the path (install it and export again to have a kernel compiled)");
        var start = new ProcessStartInfo(sdk,
            [
                "publish", "kernel.csproj", "-c", "Release", "-o", "out", "-nologo", "-v", "q", "--disable-build-servers",
                $"-p:IlcInstructionSet={processors}",
            ])
        {
            WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // Its errors are looked for in its output.
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new LibraryException($"dotnet publish failed: {Reason($"{output}\n{error.Result}")}");
    }

    /// <summary>The first error, or what was said first.</summary>
    private static string Reason(string output)
    {
        string[] lines = [.. output.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        var line = Array.Find(lines, line => line.Contains("error", StringComparison.OrdinalIgnoreCase))
            ?? lines.FirstOrDefault() ?? "no output";
        var bracket = line.LastIndexOf(" [", StringComparison.Ordinal);
        return (bracket > 0 ? line[..bracket] : line).TrimEnd('.');
    }
}
