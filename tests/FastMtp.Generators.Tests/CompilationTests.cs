using Microsoft.CodeAnalysis;

namespace FastMtp.Generators.Tests;

public class CompilationTests
{
    [Theory]
    [InlineData("mtp:2"), InlineData("mtp:8"), InlineData("mtp:12")]
    [InlineData("ace:8"), InlineData("ace:5,5/0,4"), InlineData("ace-n:3,3/2,2")]
    public void EmittedTextCompiles(string basis)
    {
        var run = GeneratorRun.For(basis);
        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.Output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning));
    }

    [Theory]
    [InlineData("mtp:3", "There is no level 3; levels are the even numbers from 2 to 24, "
        + "and higher ones are more accurate but slower (16 is a good start)")]
    [InlineData("mtp:22", "its 10552 products are more than 5000, where the interpreter is as fast")]
    [InlineData("ace:0", "A degree of ace:0 is outside 1 … 30; 8 to 14 are usual")]
    public void BasesWithoutKernelAreAnError(string basis, string reason)
    {
        var run = GeneratorRun.For("mtp:4", basis);
        AssertError(run, "MTP001", $"No kernel is generated for {basis}: {reason}");
        Assert.Equal(1 + GeneratorRun.FilesOfKernel, run.Files.Count);
    }

    [Fact]
    public void ABasisNamedTwiceIsAnError()
    {
        var run = GeneratorRun.For("mtp:4", "mtp:4");
        AssertError(run, "MTP002", "Basis mtp:4 is named twice: remove this line");
        Assert.Equal(1 + GeneratorRun.FilesOfKernel, run.Files.Count);
    }

    [Fact]
    public void EveryLineGetsItsKernelWhateverItsFile()
    {
        var run = GeneratorRun.For("mtp:2").Edit(project => project.AddSyntaxTrees(GeneratorRun.Parse(GeneratorRun.Requests("mtp:4"))));
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
