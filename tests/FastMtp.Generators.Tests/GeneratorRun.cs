extern alias generator;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Generator = generator::FastMtp.Generators.MtpKernelGenerator;

namespace FastMtp.Generators.Tests;

/// <summary>Runs the generator on a project that asks for kernels and has what their code needs.</summary>
internal sealed class GeneratorRun
{
    private const string Declaration = """
        namespace FastMtp.Kernels;

        internal static partial class MtpKernels
        {
            public static partial MtpKernel? TryCreate(FastMtp.Basis.ContractionProgram program, VectorWidth width);
            public static partial MtpKernel? TryCreateSingle(FastMtp.Basis.ContractionProgram program, VectorWidth width);
        }
        """;

    /// <summary>Those in double precision; in single precision, the class and one file for each of four passes and three widths.</summary>
    public const int FilesOfKernel = FilesOfDoubles + 1 + 3 * 4;

    /// <summary>The class itself, and one file for each of eight passes and three widths.</summary>
    public const int FilesOfDoubles = 1 + 3 * 8;

    private GeneratorRun(GeneratorDriver driver, Compilation input)
    {
        Driver = driver.RunGeneratorsAndUpdateCompilation(input, out var output, out var diagnostics);
        (Input, Output, Diagnostics) = (input, output, [.. diagnostics]);
    }

    public GeneratorDriver Driver { get; }

    /// <summary>The project without generated files: the declaration, then the requests.</summary>
    public Compilation Input { get; }

    /// <summary>The project with them.</summary>
    public Compilation Output { get; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    /// <summary>The generated files by name.</summary>
    public IReadOnlyDictionary<string, string> Files => Result.GeneratedSources.ToDictionary(s => s.HintName, s => s.SourceText.ToString());

    public static GeneratorRun For(params string[] bases)
    {
        var driver = CSharpGeneratorDriver.Create(
            [new Generator().AsSourceGenerator()],
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Enable)
            // The project stands in for that of the kernels, but sees the real ones too.
            .WithSpecificDiagnosticOptions([new("CS0436", ReportDiagnostic.Suppress)]);
        return new(driver, CSharpCompilation.Create(
            "FastMtp.Generators.Tests", [Parse(Declaration), Parse(Requests(bases))], References(), options));
    }

    /// <summary>Runs again, with what the last run left in the caches, on an edited project.</summary>
    public GeneratorRun Edit(Func<Compilation, Compilation> edit) => new(Driver, edit(Input));

    public static string Requests(params string[] bases) =>
        string.Concat(bases.Select(basis => $"[assembly: FastMtp.Kernels.MtpKernel(\"{basis}\")]\n"));

    public static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source, path: "Requests.cs");

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name
                && (name.StartsWith("System.") || name is "FastMtp.Basis.dll" or "FastMtp.Kernels.dll"))
            .Select(path => MetadataReference.CreateFromFile(path));
}
