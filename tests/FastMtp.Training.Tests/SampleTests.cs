using System.Text.RegularExpressions;
using FastMtp.Tests.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FastMtp.Training.Tests;

/// <summary>The samples of the documentation compile against the public API alone and run.</summary>
public sealed partial class SampleTests(SampleTests.SampleDirectory directory) : IClassFixture<SampleTests.SampleDirectory>
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; "
        + "global using System.Linq; global using System.Threading;";

    private static readonly string[] Libraries =
        [
        "FastMtp.Core", "FastMtp.Training", "FastMtp.Compilation", "FastMtp.Basis", "FastMtp.Kernels", "MathNet.Numerics",
        "Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp",
    ];

    public static TheoryData<string> Names => [.. Samples().Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void ASampleRuns(string name)
    {
        var (exitCode, output, error) = directory.Run(name);
        Assert.True(exitCode == 0, $"{output}\n{error}");
        Assert.NotEqual("", output);
        Assert.DoesNotContain("NaN", output, StringComparison.Ordinal);
    }

    [Fact]
    public void ThePageHasSamples() => Assert.True(Samples().Count() >= 8);

    [Fact]
    public void FewTypesArePublic()
    {
        Type[] types =
        [
            .. new[] { typeof(Potential), typeof(Fit), typeof(KernelCompilation) }.SelectMany(type => type.Assembly.GetExportedTypes()),
        ];
        Assert.All(types, type => Assert.Equal("FastMtp", type.Namespace));
        Assert.InRange(types.Length, 20, 31);
        Assert.Empty(typeof(Kernels.MtpKernel).Assembly.GetExportedTypes());
        Assert.Empty(typeof(Basis.BasisPlan).Assembly.GetExportedTypes());
    }

    /// <summary>Blocks of C# below a comment with their name, and the one of the README.</summary>
    private static IEnumerable<(string Name, string Code)> Samples()
    {
        var page = File.ReadAllText(Path.Combine(GoldenData.Root, "docs", "library.md"));
        foreach (Match match in NamedBlock().Matches(page)) yield return (match.Groups[1].Value, match.Groups[2].Value);
        var readme = File.ReadAllText(Path.Combine(GoldenData.Root, "README.md"));
        yield return ("README", Block().Match(readme).Groups[1].Value);
    }

    [GeneratedRegex("<!-- sample: ([a-z]+) -->\\n```csharp\\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex NamedBlock();

    [GeneratedRegex("```csharp\\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    /// <summary>The example data, a fitted potential, and what a program needs to run.</summary>
    public sealed class SampleDirectory : IDisposable
    {
        private readonly TemporaryDirectory _directory = new();

        public SampleDirectory()
        {
            foreach (var file in (string[])["train.xyz.gz", "valid.xyz.gz"])
                File.Copy(Path.Combine(GoldenData.Root, "examples", file), _directory.PathOf(file));
            foreach (var library in Libraries)
                File.Copy(Path.Combine(AppContext.BaseDirectory, $"{library}.dll"), _directory.PathOf($"{library}.dll"));
            var (exitCode, output, error) = Run("fit");
            Assert.True(exitCode == 0, $"{output}\n{error}");
        }

        public (int ExitCode, string Output, string Error) Run(string name)
        {
            Compile(name, Samples().Single(sample => sample.Name == name).Code);
            _directory.Write($"{name}.runtimeconfig.json", $$"""
                {"runtimeOptions": {"tfm": "net10.0", "framework": {"name": "Microsoft.NETCore.App", "version": "{{Environment.Version}}"},
                "configProperties": {"System.Globalization.Invariant": true} } }
                """);
            return Programs.End(Programs.Start("dotnet", [_directory.PathOf($"{name}.dll")], _directory.Root));
        }

        public void Dispose() => _directory.Dispose();

        private void Compile(string name, string code)
        {
            var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal));
            var compilation = CSharpCompilation.Create(
                name,
                [CSharpSyntaxTree.ParseText(code), CSharpSyntaxTree.ParseText(ImplicitUsings)],
                platform.Concat(Libraries.Select(library => _directory.PathOf($"{library}.dll")))
                    .Select(path => MetadataReference.CreateFromFile(path)),
                new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
            var result = compilation.Emit(_directory.PathOf($"{name}.dll"));
            Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        }
    }
}
