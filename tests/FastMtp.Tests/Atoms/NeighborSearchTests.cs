using FastMtp.Neighbors;
using FastMtp.Tests.Shared;

namespace FastMtp.Tests.Atoms;

public sealed class NeighborSearchTests
{
    public static TheoryData<string, double> KindsAndCutoffs
    {
        get
        {
            var data = new TheoryData<string, double>();
            foreach (var kind in SampleConfigurations.Kinds)
                foreach (var cutoff in new[] { 1.0, 2.7, 5.0, 9.3 }) data.Add(kind, cutoff);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(KindsAndCutoffs))]
    public void FindsWhatTryingAllImagesFinds(string kind, double cutoff)
    {
        for (var seed = 1; seed <= 3; seed++) AssertSameAsBruteForce(SampleConfigurations.Create(kind, seed), cutoff);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CountsAreThoseOfTheGoldenSites(bool extra)
    {
        var configurations = GoldenData.Configurations(extra);
        foreach (var sites in GoldenData.Sites(6, extra))
        {
            var search = new NeighborSearch(configurations[sites.Configuration], 5);
            Assert.Equal(sites.NeighborCounts, Lists(search).Select(list => list.Count));
        }
    }

    [Fact]
    public void AFewAtomsInAVastSpaceNeedFewBins()
    {
        var random = new Random(7);
        var positions = Enumerable.Range(0, 200)
            .SelectMany(i => Enumerable.Range(0, 3).Select(_ => i / 20 * 1e6 + 9 * random.NextDouble())).ToArray();
        var cluster = new Configuration { Types = new int[200], Positions = positions };
        var before = GC.GetAllocatedBytesForCurrentThread();
        var search = new NeighborSearch(cluster, 3);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200 * 200);
        Assert.Contains(Lists(search), list => list.Count > 0);
        AssertSameAsBruteForce(cluster, 3);

        var vast = new Vector3(2e7, 0, 0);
        AssertSameAsBruteForce(cluster with { Cell = new Cell(vast, new(0, 2e7, 3), new(1, 0, 2e7), true, true, true) }, 3);
    }

    [Theory]
    [InlineData("bulk")]
    [InlineData("slab")]
    [InlineData("tiny")]
    [InlineData("unwrapped")]
    public void DisplacementsAreExactlyAntisymmetric(string kind)
    {
        var lists = Lists(new NeighborSearch(SampleConfigurations.Create(kind), 5));
        for (var i = 0; i < lists.Count; i++)
            foreach (var (j, d) in lists[i]) Assert.Contains((i, -1 * d), lists[j]);
    }

    [Fact]
    public void TheOrderDoesNotDependOnThreads()
    {
        var search = new NeighborSearch(SampleConfigurations.Create("large"), 5);
        var serial = Lists(search);
        var parallel = new List<(int, Vector3)>[serial.Count];
        Parallel.For(0, serial.Count, i => parallel[i] = List(search, i, new NeighborBuffer()));
        Assert.Equal(serial, parallel);
    }

    [Fact]
    public void CollectingAllocatesNothing()
    {
        var search = new NeighborSearch(SampleConfigurations.Create("large"), 5);
        var buffer = new NeighborBuffer();
        for (var i = 0; i < search.AtomCount; i++) search.Collect(i, buffer);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < search.AtomCount; i++) search.Collect(i, buffer);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void TheCutoffItselfIsTooFar()
    {
        var dimer = new Configuration { Types = [0, 0], Positions = [0, 0, 0, 0, 3, 4] };
        Assert.Empty(Lists(new NeighborSearch(dimer, 5))[0]);
        Assert.Single(Lists(new NeighborSearch(dimer, Math.BitIncrement(5.0)))[0]);
    }

    [Fact]
    public void NoAtomsAreFineToo() => Assert.Equal(0, new NeighborSearch(new Configuration { Types = [], Positions = [] }, 5).AtomCount);

    [Theory]
    [InlineData("bulk")]
    [InlineData("wire")]
    [InlineData("cluster")]
    [InlineData("unwrapped")]
    [InlineData("atom in a tiny cell")]
    public void ShortestDistanceIsTheLeastOfAll(string kind)
    {
        var configuration = SampleConfigurations.Create(kind);
        var shortest = Enumerable.Range(0, configuration.Count).SelectMany(i => BruteForceNeighbors.Of(configuration, i, 9))
            .Min(n => n.Displacement.Length);
        Assert.Equal(shortest, NeighborSearch.ShortestDistance(configuration), 12);
    }

    [Fact]
    public void ShortestDistanceOfFarAtoms()
    {
        var pair = new Configuration { Types = [0, 0], Positions = [0, 0, 0, 0, 3000, 4000] };
        Assert.Equal(5000, NeighborSearch.ShortestDistance(pair), 9);
        Assert.Equal(double.PositiveInfinity, NeighborSearch.ShortestDistance(new Configuration { Types = [0], Positions = [1, 2, 3] }));
    }

    private static void AssertSameAsBruteForce(Configuration configuration, double cutoff)
    {
        var search = new NeighborSearch(configuration, cutoff);
        var buffer = new NeighborBuffer();
        for (var i = 0; i < configuration.Count; i++)
        {
            var expected = BruteForceNeighbors.Of(configuration, i, cutoff);
            var found = List(search, i, buffer);
            Assert.Equal(expected.Count, found.Count);
            foreach (var (j, d) in found) Assert.Contains(expected, n => n.Index == j && (n.Displacement - d).Length < 1e-9);
        }
    }

    private static List<List<(int Index, Vector3 Displacement)>> Lists(NeighborSearch search) =>
        [.. Enumerable.Range(0, search.AtomCount).Select(i => List(search, i, new NeighborBuffer()))];

    private static List<(int Index, Vector3 Displacement)> List(NeighborSearch search, int center, NeighborBuffer buffer)
    {
        search.Collect(center, buffer);
        return [.. Enumerable.Range(0, buffer.Count).Select(n => (buffer.Index[n], new Vector3(buffer.X[n], buffer.Y[n], buffer.Z[n])))];
    }
}
