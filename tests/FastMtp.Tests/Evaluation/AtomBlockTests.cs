using System.Numerics;
using FastMtp.Neighbors;
using FastMtp.Packing;
using FastMtp.Tests.Atoms;

namespace FastMtp.Tests.Evaluation;

/// <summary>Blocks hold what the search found, whatever the width and the number of species.</summary>
public sealed class AtomBlockTests
{
    private const double Cutoff = 5;

    public static TheoryData<int, int, string> Cases
    {
        get
        {
            var data = new TheoryData<int, int, string>();
            foreach (var lanes in new[] { 2, 4, 8 })
                foreach (var species in new[] { 1, 4, 20 })
                    foreach (var kind in new[] { "cluster", "tiny", "large" }) data.Add(lanes, species, kind);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void NeighborsAreThoseOfTheSearch(int lanes, int speciesCount, string kind)
    {
        var configuration = SampleConfigurations.Create(kind, speciesCount: speciesCount);
        var search = new NeighborSearch(configuration, Cutoff);
        using var block = Build(search, lanes, speciesCount);
        var buffer = new NeighborBuffer();
        for (var place = 0; place < block.Centers.Length; place++)
        {
            var packed = Packed(block, place);
            if (block.Centers[place] < 0)
            {
                Assert.Empty(packed);
                continue;
            }
            var center = block.Atoms[block.Centers[place]];
            search.Collect(center, buffer);
            var found = Enumerable.Range(0, buffer.Count)
                .Select(k => (buffer.Index[k], new Vector3(buffer.X[k], buffer.Y[k], buffer.Z[k])));
            Assert.Equal(found.OrderBy(n => n.ToString()), packed.OrderBy(n => n.ToString()));
            Assert.Equal(packed.Select(n => configuration.Types[n.Item1]).Order(), packed.Select(n => configuration.Types[n.Item1]));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryLaneHasTheEntryOfItsPair(int lanes, int speciesCount, string kind)
    {
        var configuration = SampleConfigurations.Create(kind, speciesCount: speciesCount);
        using var block = Build(new NeighborSearch(configuration, Cutoff), lanes, speciesCount);
        for (var slot = 0; slot < block.FirstSlot[^1]; slot++)
        {
            var entries = block.Entries[block.FirstEntry[slot]..block.FirstEntry[slot + 1]];
            Assert.Equal(block.AllLanes, entries.Aggregate(0u, (all, e) => all | e.Lanes));
            Assert.Equal(lanes, entries.Sum(e => BitOperations.PopCount(e.Lanes)));
            Assert.Equal(entries.Length, entries.Select(e => e.PairType).Distinct().Count());
            var batch = Array.FindLastIndex(block.FirstSlot, first => first <= slot);
            for (var lane = 0; lane < lanes; lane++)
            {
                if (IsUnused(block, slot, lane)) continue;
                var pair = block.PairTypes[entries.Single(e => (e.Lanes >> lane & 1) != 0).PairType];
                var neighbor = block.Atoms[block.Neighbors[slot * lanes + lane]];
                Assert.Equal(block.CenterTypes[block.Centers[batch * lanes + lane]] * speciesCount + configuration.Types[neighbor], pair);
            }
        }
    }

    [Fact]
    public void AReusedBlockIsLikeANewOne()
    {
        var builder = new AtomBlockBuilder(8, 4, Cutoff);
        AtomBlock? reused = null;
        foreach (var kind in new[] { "large", "tiny", "bulk", "large", "cluster" })
        {
            var search = new NeighborSearch(SampleConfigurations.Create(kind), Cutoff);
            using var expected = Build(search, 8, 4);
            builder.Add(search, 0, search.AtomCount);
            reused = builder.Build(reused);
            Assert.Equal(expected.Atoms, reused.Atoms);
            Assert.Equal(expected.FirstSlot, reused.FirstSlot);
            var slots = expected.FirstSlot[^1];
            Assert.Equal(expected.Displacements.Span[..(24 * slots)], reused.Displacements.Span[..(24 * slots)]);
            Assert.Equal(expected.Neighbors.AsSpan(0, 8 * slots), reused.Neighbors.AsSpan(0, 8 * slots));
            Assert.Equal(expected.Entries.AsSpan(0, expected.FirstEntry[slots]), reused.Entries.AsSpan(0, reused.FirstEntry[slots]));
        }
        reused!.Dispose();
    }

    [Fact]
    public void SpeciesOfEarlierBlocksAreForgotten()
    {
        var builder = new AtomBlockBuilder(8, 4, Cutoff);
        foreach (var species in new[] { 4, 1, 3, 1 })
        {
            // Seven neighbours leave a slot that no lane uses.
            var cluster = SampleConfigurations.Create("cluster", speciesCount: species);
            cluster = cluster with
            {
                Types = cluster.Types[..8],
                Positions = [.. Enumerable.Range(0, 8).SelectMany(i => new[] { 0.5 * i, 0.3 * (i % 2), 0 })],
            };
            builder.Add(new NeighborSearch(cluster, Cutoff), 0, cluster.Count);
            using var block = builder.Build();
            Assert.Equal(8, block.FirstSlot[^1]);
            Assert.All(block.Entries, entry => Assert.InRange(entry.PairType, 0, block.PairTypes.Length - 1));
            Assert.All(block.PairTypes, pair => Assert.InRange(Math.Max(pair / 4, pair % 4), 0, species - 1));
        }
    }

    [Theory, InlineData(4.9), InlineData(5.1)]
    public void ASearchWithAnotherCutoffIsRefused(double cutoff)
    {
        // In silence, energies would be wrong: fewer neighbours or radial functions beyond their cutoff.
        var search = new NeighborSearch(SampleConfigurations.Create("bulk"), cutoff);
        var error = Assert.Throws<ArgumentException>(() => Build(search, 8, 4));
        var sentence = FormattableString.Invariant($"The neighbours were searched up to {cutoff} Å, but the potential's cutoff is 5 Å.");
        Assert.StartsWith(sentence, error.Message, StringComparison.Ordinal);
    }

    private static AtomBlock Build(NeighborSearch search, int lanes, int speciesCount)
    {
        var builder = new AtomBlockBuilder(lanes, speciesCount, Cutoff);
        builder.Add(search, 0, search.AtomCount);
        return builder.Build();
    }

    private static List<(int, Vector3)> Packed(AtomBlock block, int place)
    {
        var (batch, lane) = (place / block.Lanes, place % block.Lanes);
        var packed = new List<(int, Vector3)>();
        for (var slot = block.FirstSlot[batch]; slot < block.FirstSlot[batch + 1]; slot++)
            if (!IsUnused(block, slot, lane))
                packed.Add((block.Atoms[block.Neighbors[slot * block.Lanes + lane]], Displacement(block, slot, lane)));
        return packed;
    }

    private static bool IsUnused(AtomBlock block, int slot, int lane) => Displacement(block, slot, lane) == new Vector3(Cutoff, 0, 0);

    private static Vector3 Displacement(AtomBlock block, int slot, int lane)
    {
        var d = block.Displacements.Span.Slice(3 * slot * block.Lanes, 3 * block.Lanes);
        return new(d[lane], d[block.Lanes + lane], d[2 * block.Lanes + lane]);
    }
}
