using Microsoft.CodeAnalysis;

namespace FastMtp.Generators.Tests;

public class CompilationTests
{
    [Theory, InlineData(2), InlineData(8), InlineData(12)]
    public void EmittedTextCompiles(int level)
    {
        var run = GeneratorRun.ForLevels(level);
        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.Output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning));
    }

    [Theory, InlineData(-2), InlineData(0), InlineData(3), InlineData(22), InlineData(24)]
    public void LevelsWithoutKernelAreAnError(int level)
    {
        var run = GeneratorRun.ForLevels(4, level);
        AssertError(run, "MTP001",
            $"There is no kernel of level {level}: kernels are generated for the even levels 2 to 20, and the interpreter runs all others");
        Assert.Equal(1 + GeneratorRun.FilesOfKernel, run.Files.Count);
    }

    [Fact]
    public void ALevelNamedTwiceIsAnError()
    {
        var run = GeneratorRun.ForLevels(4, 4);
        AssertError(run, "MTP002", "Level 4 is named twice: remove this line");
        Assert.Equal(1 + GeneratorRun.FilesOfKernel, run.Files.Count);
    }

    [Fact]
    public void EveryLineGetsItsKernelWhateverItsFile()
    {
        var run = GeneratorRun.ForLevels(2).Edit(project => project.AddSyntaxTrees(GeneratorRun.Parse(GeneratorRun.Requests(4))));
        Assert.Equal(1 + 2 * GeneratorRun.FilesOfKernel, run.Files.Count);
        Assert.Contains("Level 4: 2 functions, 1 products.", run.Files["FastMtp.Kernels.Mtp04Kernel.g.cs"]);
        Assert.Empty(run.Output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning));
    }

    /// <summary>Reported at the second line, where the cause stands.</summary>
    private static void AssertError(GeneratorRun run, string id, string message)
    {
        var diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Equal(message, diagnostic.GetMessage());
        var place = diagnostic.Location.GetLineSpan();
        Assert.Equal("Requests.cs", place.Path);
        Assert.Equal((1, "[assembly: ".Length), (place.StartLinePosition.Line, place.StartLinePosition.Character));
    }
}
