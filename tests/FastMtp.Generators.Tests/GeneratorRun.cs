extern alias generator;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Generator = generator::FastMtp.Generators.MtpKernelGenerator;

namespace FastMtp.Generators.Tests;

/// <summary>Runs the generator on a project that asks for kernels and has what their code needs.</summary>
internal sealed class GeneratorRun
{
    private const string Attribute = """
        namespace FastMtp.Kernels;

        [System.AttributeUsage(System.AttributeTargets.Class)]
        internal sealed class MtpKernelAttribute : System.Attribute
        {
            public required int Level { get; init; }
        }
        """;

    private GeneratorRun(GeneratorDriver driver, Compilation input)
    {
        Driver = driver.RunGeneratorsAndUpdateCompilation(input, out var output, out var diagnostics);
        (Input, Output, Diagnostics) = (input, output, [.. diagnostics]);
    }

    public GeneratorDriver Driver { get; }

    /// <summary>The project without generated files: the attribute, then the request.</summary>
    public Compilation Input { get; }

    /// <summary>The project with them.</summary>
    public Compilation Output { get; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    /// <summary>The generated files by name.</summary>
    public IReadOnlyDictionary<string, string> Files => Result.GeneratedSources.ToDictionary(s => s.HintName, s => s.SourceText.ToString());

    public static GeneratorRun ForLevel(int level)
    {
        var driver = CSharpGeneratorDriver.Create(
            [new Generator().AsSourceGenerator()],
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);
        return new(driver, CSharpCompilation.Create("Requests", [Parse(Attribute), Parse(Request(level))], References(), options));
    }

    /// <summary>Runs again, with what the last run left in the caches, on an edited project.</summary>
    public GeneratorRun Edit(Func<Compilation, Compilation> edit) => new(Driver, edit(Input));

    public static string Request(int level) => $"namespace FastMtp.Kernels;\n\n[MtpKernel(Level = {level})]\ninternal sealed partial class TestKernel;\n";

    public static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source);

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.") || name is "FastMtp.Basis.dll" or "FastMtp.Kernels.dll"))
            .Select(path => MetadataReference.CreateFromFile(path));
}
