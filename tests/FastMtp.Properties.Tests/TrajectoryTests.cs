using FastMtp.Properties.Trajectories;

namespace FastMtp.Properties.Tests;

public sealed class TrajectoryTests
{
    private static readonly SpeciesList Species = new(["A", "B"]);

    [Fact]
    public void AnIdealGasHasNoStructure()
    {
        var random = new Random(1);
        var trajectory = Of([.. Enumerable.Range(0, 40).Select(_ => Box(
            12, [.. Enumerable.Range(0, 600).Select(_ => 12 * random.NextDouble())], atom => atom % 2))]);
        foreach (var pair in PairDistribution.Of(trajectory, 6, 0.5))
        {
            Assert.Equal(12, pair.Values.Length);
            Assert.All(pair.Values.Skip(2), g => Assert.InRange(g, 0.85, 1.15));
        }
    }

    [Fact]
    public void ACrystalHasItsShells()
    {
        // Rock salt with a lattice constant of 4 Å, slightly rattled.
        var random = new Random(2);
        var places =
            from x in Enumerable.Range(0, 6)
            from y in Enumerable.Range(0, 6)
            from z in Enumerable.Range(0, 6)
            select (int[])[x, y, z];
        int[][] sites = [.. places];
        var frames = Enumerable.Range(0, 20).Select(_ => Box(
            12,
            [.. sites.SelectMany(site => site.Select(x => 2 * x + 0.04 * (random.NextDouble() - 0.5)))],
            atom => sites[atom].Sum() % 2));
        var pairs = PairDistribution.Of(Of([.. frames]), 5.9, 0.02);
        Assert.Equal([(0, 0), (0, 1), (1, 1)], pairs.Select(pair => (pair.First, pair.Second)));
        var unlike = pairs[1];
        Assert.Equal(2, unlike.Peak()!.Value.Position.Mean, 0.02);
        Assert.Equal(6, unlike.Coordination()!.Value, 0.001);
        Assert.Equal(2 * Math.Sqrt(2), pairs[0].Peak()!.Value.Position.Mean, 0.02);
        Assert.Equal(12, pairs[0].Coordination()!.Value, 0.001);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ARandomWalkDiffusesAsItsStepsSay(bool isUnwrapped)
    {
        // ⟨Δr²⟩ = 3·s² per step and component variance s², so D = s²/2Δt.
        const double step = 0.3, interval = 0.5;
        var random = new Random(3);
        var positions = new double[3 * 200];
        for (var i = 0; i < positions.Length; i++) positions[i] = 8 * random.NextDouble();
        var frames = new List<Configuration>();
        for (var frame = 0; frame < 400; frame++)
        {
            frames.Add(Box(8, [.. positions.Select(x => isUnwrapped ? x : x - 8 * Math.Floor(x / 8))], _ => 0));
            for (var i = 0; i < positions.Length; i++) positions[i] += step * Math.Sqrt(3) * (2 * random.NextDouble() - 1);
        }
        var trajectory = Of(frames) with { IsUnwrapped = isUnwrapped, Times = [.. Enumerable.Range(0, 400).Select(i => i * interval)] };
        var move = Assert.Single(MeanSquaredDisplacement.Of(trajectory));
        Assert.Equal(step * step / 2 / interval, move.Diffusion.Mean, 0.012);
        Assert.InRange(move.Diffusion.Error, 1e-4, 0.02);
        Assert.Equal(3 * step * step, move.Values[1] / move.Lags[1] * interval, 0.01);
    }

    [Fact]
    public void ADriftOfAllAtomsIsNoDiffusion()
    {
        var frames = Enumerable.Range(0, 100).Select(frame => Box(10, [1 + 0.1 * frame, 2, 3, 5 + 0.1 * frame, 6, 7], _ => 0));
        var move = Assert.Single(MeanSquaredDisplacement.Of(Of([.. frames]) with { IsUnwrapped = true }));
        Assert.All(move.Values, value => Assert.Equal(0, value, 12));
    }

    private static Trajectory Of(IReadOnlyList<Configuration> frames) =>
        new(frames, [.. Enumerable.Range(0, frames.Count).Select(i => (double)i)], true, false, Species);

    private static Configuration Box(double edge, double[] positions, Func<int, int> type) => new()
    {
        Positions = positions,
        Types = [.. Enumerable.Range(0, positions.Length / 3).Select(type)],
        Species = Species,
        Cell = new Cell(new(edge, 0, 0), new(0, edge, 0), new(0, 0, edge), true, true, true),
    };
}
