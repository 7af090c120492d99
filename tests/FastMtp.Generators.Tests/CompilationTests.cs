using Microsoft.CodeAnalysis;

namespace FastMtp.Generators.Tests;

public class CompilationTests
{
    [Theory, InlineData(2), InlineData(8), InlineData(12)]
    public void EmittedTextCompiles(int level)
    {
        var run = GeneratorRun.ForLevel(level);
        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.Output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning));
    }

    [Theory, InlineData(-2), InlineData(0), InlineData(3), InlineData(22), InlineData(24)]
    public void LevelsWithoutKernelAreAnError(int level)
    {
        var run = GeneratorRun.ForLevel(level);
        var diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("MTP001", diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Equal($"TestKernel asks for level {level}; kernels are generated for the even levels 2 to 20, the interpreter runs the others", diagnostic.GetMessage());
        Assert.Empty(run.Files);
    }

    [Fact]
    public void EveryClassThatAsksGetsItsKernel()
    {
        var run = GeneratorRun.ForLevel(2).Edit(project => project.AddSyntaxTrees(
            GeneratorRun.Parse("namespace Elsewhere;\n\n[FastMtp.Kernels.MtpKernel(Level = 4)]\ninternal sealed partial class OtherKernel;\n")));
        Assert.Equal(2 * (1 + 3 * 8), run.Files.Count);
        Assert.Contains("Elsewhere.OtherKernel.g.cs", run.Files.Keys);
        Assert.Contains("Level 4: 2 functions, 1 products.", run.Files["Elsewhere.OtherKernel.g.cs"]);
    }
}
