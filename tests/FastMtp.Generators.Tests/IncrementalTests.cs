extern alias generator;

using Microsoft.CodeAnalysis;
using Names = generator::FastMtp.Generators.TrackingNames;

namespace FastMtp.Generators.Tests;

public class IncrementalTests
{
    private readonly GeneratorRun _before = GeneratorRun.ForLevel(4);

    [Fact]
    public void AnotherFileDoesNotMatter()
    {
        var run = _before.Edit(project => project.AddSyntaxTrees(GeneratorRun.Parse("internal class Unrelated;")));
        AssertRequest(run, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged);
        AssertOutputs(run, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void ACommentBesideTheRequestDoesNotMatter()
    {
        var run = _before.Edit(project => Replace(project, "// A reason to ask.\n" + GeneratorRun.Request(4)));
        AssertRequest(run, IncrementalStepRunReason.Unchanged);
        AssertOutputs(run, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void AnotherLevelMatters()
    {
        var run = _before.Edit(project => Replace(project, GeneratorRun.Request(6)));
        AssertRequest(run, IncrementalStepRunReason.Modified);
        AssertOutputs(run, IncrementalStepRunReason.Modified);
        Assert.NotEqual(_before.Files, run.Files);
    }

    [Fact]
    public void ADroppedRequestTakesItsKernelAway()
    {
        var run = _before.Edit(project => project.RemoveSyntaxTrees(project.SyntaxTrees.Last()));
        AssertRequest(run, IncrementalStepRunReason.Removed);
        Assert.Empty(run.Files);
    }

    /// <summary>A symbol or a compilation in the pipeline would compare unequal at every edit and keep old projects alive.</summary>
    [Fact]
    public void OnlyTextAndNumbersFlow()
    {
        var (value, _) = _before.Result.TrackedSteps[Names.Requests].SelectMany(step => step.Outputs).Single();
        Assert.All(value.GetType().GetProperties(), property => Assert.True(property.PropertyType == typeof(string) || property.PropertyType == typeof(int)));
    }

    private static Compilation Replace(Compilation project, string request) => project.ReplaceSyntaxTree(project.SyntaxTrees.Last(), GeneratorRun.Parse(request));

    private static void AssertRequest(GeneratorRun run, params IncrementalStepRunReason[] expected) =>
        Assert.Contains(run.Result.TrackedSteps[Names.Requests].SelectMany(step => step.Outputs).Single().Reason, expected);

    private static void AssertOutputs(GeneratorRun run, IncrementalStepRunReason expected)
    {
        var outputs = run.Result.TrackedOutputSteps.Values.SelectMany(steps => steps).SelectMany(step => step.Outputs);
        Assert.All(outputs, output => Assert.Equal(expected, output.Reason));
    }
}
