using FastMtp.Tests.Shared;
using FastMtp.Training.Studies;

namespace FastMtp.Training.Tests.Studies;

public class EvaluationTimeTests
{
    [Fact]
    public void AHigherLevelTakesLonger()
    {
        var times = EvaluationTime.Of([GoldenData.Potential(6), GoldenData.Potential(16)], GoldenData.Configurations());
        Assert.InRange(times[0], 1e-3, 1e3);
        Assert.True(times[1] > 1.5 * times[0], $"{times[0]} and {times[1]} µs/atom");
    }

    [Fact]
    public void AnAtomCostsTheSameInALargeConfiguration()
    {
        var bulk = GoldenData.Configurations().Where(c => c.Cell.IsBulk).MaxBy(c => c.Count)!;
        var chain = Chain(bulk, copies: 1000 / bulk.Count + 1);
        var small = EvaluationTime.Of([GoldenData.Potential(8)], [bulk, bulk, bulk, bulk]).Single();
        var large = EvaluationTime.Of([GoldenData.Potential(8)], [chain]).Single();
        Assert.InRange(large / small, 0.3, 3);
    }

    private static Configuration Chain(Configuration unit, int copies)
    {
        var a = unit.Cell.A;
        double[] step = [a.X, a.Y, a.Z];
        return new()
        {
            Types = [.. Enumerable.Repeat(unit.Types, copies).SelectMany(types => types)],
            Species = unit.Species,
            Positions = [.. Enumerable.Range(0, copies).SelectMany(n => unit.Positions.Select((x, i) => x + n * step[i % 3]))],
            Cell = unit.Cell with { A = new(copies * a.X, copies * a.Y, copies * a.Z) },
        };
    }
}
