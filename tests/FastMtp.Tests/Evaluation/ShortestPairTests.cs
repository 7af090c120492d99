using FastMtp.Neighbors;
using FastMtp.Packing;

namespace FastMtp.Tests.Evaluation;

/// <summary>Batches that are passed over have nothing nearer.</summary>
public class ShortestPairTests
{
    private const double Cutoff = 5;
    private const int SpeciesCount = 3;

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void KnownDistancesChangeNothing(int lanes)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var builder = new AtomBlockBuilder(lanes, SpeciesCount, Cutoff);
            builder.Add(new NeighborSearch(Melt(random), Cutoff), 0, 60);
            using var block = builder.Build();
            // As for the pairs of a potential, in either order the same.
            var limits = new double[SpeciesCount * SpeciesCount];
            for (var i = 0; i < SpeciesCount; i++)
                for (var j = 0; j <= i; j++) limits[i * SpeciesCount + j] = limits[j * SpeciesCount + i] = 1 + 4 * random.NextDouble();
            var expected = ShortestPair.Of(block, Cutoff, limits);
            Measure(block, limits);
            Assert.Equal(expected, ShortestPair.Of(block, Cutoff, limits));
            Assert.Equal(ShortestPair.Of(block, Cutoff).Squared, block.Distances.Squares.Min(), 1e-12);
        }
    }

    private static unsafe void Measure(AtomBlock block, double[] limits)
    {
        block.Distances.Prepare(block, limits);
        for (var batch = 0; batch < block.BatchCount; batch++)
        {
            var (square, ratio) = (double.PositiveInfinity, double.PositiveInfinity);
            for (var slot = block.FirstSlot[batch]; slot < block.FirstSlot[batch + 1]; slot++)
            {
                for (var lane = 0; lane < block.Lanes; lane++)
                {
                    var d = block.Displacements.Pointer + 3L * block.Lanes * slot + lane;
                    var here = d[0] * d[0] + d[block.Lanes] * d[block.Lanes] + d[2 * block.Lanes] * d[2 * block.Lanes];
                    (square, ratio) = (Math.Min(square, here), Math.Min(ratio, here * block.Distances.Weights[slot]));
                }
            }
            (block.Distances.Squares[batch], block.Distances.Ratios[batch]) = (square, ratio);
        }
    }

    private static Configuration Melt(Random random)
    {
        const double Edge = 11;
        return new Configuration
        {
            Types = [.. Enumerable.Range(0, 60).Select(_ => random.Next(SpeciesCount))],
            Positions = [.. Enumerable.Range(0, 180).Select(_ => Edge * random.NextDouble())],
            Cell = new Cell(new(Edge, 0, 0), new(0, Edge, 0), new(0, 0, Edge), true, true, true),
        };
    }
}
