using FastMtp.Data;
using FastMtp.Neighbors;
using FastMtp.Tests.Shared;

namespace FastMtp.Tests.Atoms;

public class DataSummaryTests
{
    [Theory, InlineData(1), InlineData(3)]
    public void EverythingIsCounted(int threads)
    {
        var configurations = GoldenData.Configurations();
        var summary = DataSummary.Of(configurations, 4, 5, threads);
        Assert.Equal(8, summary.Configurations);
        Assert.Equal(configurations.Sum(c => c.Count), summary.Atoms);
        Assert.Equal(summary.Atoms, summary.AtomsOfSpecies.Sum());
        Assert.Equal(GoldenData.Sites(6).Sum(s => s.NeighborCounts.Sum()) / (double)summary.Atoms, summary.MeanNeighbors, 1e-12);
        Assert.Equal(configurations.Min(NeighborSearch.ShortestDistance), summary.Closest!.Distance, 1e-12);
        Assert.Equal(summary.Closest.Distance,
            NeighborSearch.ShortestDistance(configurations.Single(c => c.Origin == summary.Closest.Origin)), 1e-12);
        Assert.Equal(configurations.Count(c => c.Virial is not null), summary.WithVirial);
        Assert.Equal(configurations.Max(c => c.Forces!.Max(Math.Abs)), summary.LargestForce!.Value.Size);
    }

    [Fact]
    public void ShortestDistancesAreRoundedDown()
    {
        var triple = new Configuration { Types = [0, 1, 1], Positions = [0, 0, 0, 0, 0, 2.34567, 0, 3, 0] };
        var summary = DataSummary.Of([triple, new() { Types = [0, 0], Positions = [0, 0, 0, 0, 0, 6] }], 2, 5);
        Assert.Equal(new PairDistances([0, 2.3456, 3.8081]), summary.ShortestDistances);
    }

    [Fact]
    public void NothingWithinTheCutoffHasNoClosestPair()
    {
        var lone = new Configuration { Types = [0, 1], Positions = [0, 0, 0, 0, 0, 6] };
        var summary = DataSummary.Of([lone], 2, 5);
        Assert.Null(summary.Closest);
        Assert.Null(summary.ShortestDistances);
        Assert.Equal(0, summary.MeanNeighbors);
        Assert.Equal((0, 1), (summary.Bulk, summary.Open));
    }
}
