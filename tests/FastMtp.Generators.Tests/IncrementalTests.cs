extern alias generator;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Names = generator::FastMtp.Generators.TrackingNames;

namespace FastMtp.Generators.Tests;

public class IncrementalTests
{
    private readonly GeneratorRun _before = GeneratorRun.For("mtp:4");

    [Fact]
    public void AnotherFileDoesNotMatter()
    {
        var run = _before.Edit(project => project.AddSyntaxTrees(GeneratorRun.Parse("internal class Unrelated;")));
        AssertAll(Outputs(run), IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void ACommentBesideTheRequestDoesNotMatter()
    {
        var run = _before.Edit(project => Replace(project, "// A reason to ask.\n" + GeneratorRun.Requests("mtp:4")));
        AssertAll(Steps(run, Names.Requests), IncrementalStepRunReason.Modified);
        AssertAll(Steps(run, Names.Bases), IncrementalStepRunReason.Unchanged);
        AssertAll(Outputs(run), IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void AnotherLevelMatters()
    {
        var run = _before.Edit(project => Replace(project, GeneratorRun.Requests("mtp:6")));
        AssertAll(Steps(run, Names.Bases), IncrementalStepRunReason.Modified);
        AssertAll(Outputs(run), IncrementalStepRunReason.Modified);
        Assert.NotEqual(_before.Files, run.Files);
    }

    [Fact]
    public void AFurtherLevelLeavesOtherKernelsAlone()
    {
        var run = _before.Edit(project => Replace(project, GeneratorRun.Requests("mtp:4", "mtp:6")));
        IncrementalStepRunReason[] newKernelOldKernelRegistry =
            [IncrementalStepRunReason.New, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified];
        Assert.Equal(newKernelOldKernelRegistry.Order(), Outputs(run).Select(output => output.Reason).Order());
    }

    [Fact]
    public void ADroppedRequestTakesItsKernelAway()
    {
        var run = _before.Edit(project => project.RemoveSyntaxTrees(project.SyntaxTrees.Last()));
        AssertAll(Steps(run, Names.Bases), IncrementalStepRunReason.Removed);
        Assert.Equal(["FastMtp.Kernels.MtpKernels.g.cs"], run.Files.Keys);
    }

    /// <summary>A symbol or a compilation in the pipeline would compare unequal at every edit and keep old projects alive.</summary>
    [Fact]
    public void OnlyTextAndNumbersFlow()
    {
        Type[] plain = [typeof(int), typeof(string), typeof(TextSpan), typeof(LinePositionSpan)];
        var (request, _) = Assert.Single(Steps(_before, Names.Requests));
        var properties = request.GetType().GetProperties().Where(property => property.PropertyType != typeof(Location));
        Assert.All(properties, property => Assert.Contains(property.PropertyType, plain));
        Assert.IsType<string>(Assert.Single(Steps(_before, Names.Bases)).Value);
    }

    private static Compilation Replace(Compilation project, string requests) =>
        project.ReplaceSyntaxTree(project.SyntaxTrees.Last(), GeneratorRun.Parse(requests));

    private static IEnumerable<(object Value, IncrementalStepRunReason Reason)> Steps(GeneratorRun run, string name) =>
        run.Result.TrackedSteps[name].SelectMany(step => step.Outputs);

    /// <summary>What writes files: kernels and registry.</summary>
    private static IEnumerable<(object Value, IncrementalStepRunReason Reason)> Outputs(GeneratorRun run) =>
        run.Result.TrackedOutputSteps.Values.SelectMany(steps => steps).SelectMany(step => step.Outputs);

    private static void AssertAll(IEnumerable<(object Value, IncrementalStepRunReason Reason)> steps,
        params IncrementalStepRunReason[] expected)
    {
        Assert.NotEmpty(steps);
        Assert.All(steps, step => Assert.Contains(step.Reason, expected));
    }
}
