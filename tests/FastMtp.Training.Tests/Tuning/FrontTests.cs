using FastMtp.Basis;
using FastMtp.Training.Loss;
using FastMtp.Training.Tuning;

namespace FastMtp.Training.Tests.Tuning;

public class FrontTests
{
    [Fact]
    public void TheFrontIsWhatNothingBeats()
    {
        var random = new SplitMix64(3);
        Placed[] all = [.. Enumerable.Range(0, 200).Select(i => Of(i, 1.5 + random.NextSigned(), 1.5 + random.NextSigned()))];
        var front = Front.Of(all);
        foreach (var one in all)
        {
            var isBeaten = all.Any(other => other.Cost <= one.Cost && other.Error <= one.Error && other != one);
            Assert.Equal(!isBeaten, front.Contains(one));
        }
        // Those that are left when the front is gone come next.
        Assert.Equal(front, Front.Best(all, front.Count));
        Assert.Equal(Front.Of(all.Except(front)), Front.Best(all, front.Count + Front.Of(all.Except(front)).Count).Skip(front.Count));
        Assert.All(Front.Best(all, 5), one => Assert.Contains(one, front));
    }

    [Fact]
    public void AThinnedFrontKeepsItsBendsAndLosesTwins()
    {
        Placed[] all = [Of(0, 1, 1), Of(1, 2, 0.5), Of(2, 2.05, 0.49), Of(3, 4, 0.25), Of(4, 8, 0.249)];
        Assert.Equal([0, 1, 3], Front.Best(all, 3).Select(p => p.Trial.Rung));
    }

    [Fact]
    public void ErrorsOfEnergiesAndForcesCountAlike()
    {
        var scale = new LabelScale(0.5, 2, null);
        Assert.Equal(Math.Sqrt(0.02 * 0.05), HeldOutError.Of(0.01, 0.1, scale).Relative, 1e-12);
        Assert.Equal(0.05, HeldOutError.Of(null, 0.1, scale).Relative, 1e-12);
        Assert.Equal(double.PositiveInfinity, HeldOutError.Of(double.NaN, 0.1, scale).Relative);
    }

    private static Placed Of(int number, double cost, double error) => new(
        new Trial
        {
            Candidate = new Candidate("a", 5, 8, RadialForm.Base),
            Rung = number,
            Steps = 10,
            BestStep = 10,
            Seconds = 1,
            Error = new HeldOutError(error),
        },
        cost);
}
