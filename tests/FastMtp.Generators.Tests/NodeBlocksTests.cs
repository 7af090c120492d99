extern alias generator;

using generator::FastMtp.Basis;
using generator::FastMtp.Basis.Mtp;
using generator::FastMtp.Generators.Emit;

namespace FastMtp.Generators.Tests;

public class NodeBlocksTests
{
    /// <summary>Every node is there once, behind the blocks of all it reads.</summary>
    [Theory, InlineData(8), InlineData(12), InlineData(16)]
    public void NodesComeAfterWhatTheyRead(int level)
    {
        var forward = ContractionProgram.Create(BasisPlan.ForLevel(level)).Forward;
        var nodes = forward.Select(node => SumNode.Create(node, null, p => [new($"m[{p.X}]", $"m[{p.Y}]")], p => [p.X, p.Y])).ToArray();
        var blocks = NodeBlocks.Of(nodes);

        Assert.Equal(nodes.Select(node => node.Row).Order(), blocks.SelectMany(block => block).Select(node => node.Row).Order());
        var missing = nodes.Select(node => node.Row).ToHashSet();
        foreach (var block in blocks)
        {
            Assert.All(block, node => Assert.DoesNotContain(node.Reads, missing.Contains));
            missing.ExceptWith(block.Select(node => node.Row));
        }
    }

    /// <summary>What blocks are for: less than one load for a product, where there would be two.</summary>
    [Fact]
    public void OperandsAreSharedWithinBlocks()
    {
        var forward = ContractionProgram.Create(BasisPlan.ForLevel(16)).Forward;
        var blocks = NodeBlocks.Of(
            [.. forward.Select(node => SumNode.Create(node, null, p => [new($"m[{p.X}]", $"m[{p.Y}]")], p => [p.X, p.Y]))]);
        var operands = blocks.Sum(block => block.SelectMany(node => node.Operands).Distinct().Count());
        Assert.True(operands < 0.8 * forward.Sum(node => node.PairCount));
    }
}
