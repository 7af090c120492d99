using FastMtp.Training.Loss;
using FastMtp.Training.Pruning;
using FastMtp.Training.Tuning;

namespace FastMtp.Training.Tests.Pruning;

public class PruneGoalTests
{
    [Fact]
    public void ACostIsReachedInEvenSteps()
    {
        var goal = new PruneGoal(0.5, null);
        List<PrunePoint> points = [Point(2, 1)];
        while (goal.Next(points) is { } share) points.Add(Point(2 * share, 1));
        Assert.Equal(1, points[^1].Cost, 1e-9);
        Assert.InRange(points.Count, 4, 6);
        var factors = points.Zip(points.Skip(1), (a, b) => b.Cost / a.Cost).ToArray();
        Assert.All(factors, factor => Assert.Equal(factors[0], factor, 1e-9));
        Assert.Same(points[^1], goal.Choose(points));
    }

    /// <summary>Perfect crystals have forces of rounding errors.</summary>
    [Fact]
    public void ForcesThatVanishBySymmetrySayNothing()
    {
        static PrunePoint Crystal(double energy, double force) => Point(1, 1) with { Validation = new(0, energy, force) };
        Assert.Equal(0.02, PruneGoal.Rise(Crystal(1.02, 3e-12), Crystal(1, 7e-13)), 1e-12);
        Assert.Equal(1, PruneGoal.Rise(Crystal(1.02, 2e-6), Crystal(1, 1e-6)), 1e-12);
        var scale = new LabelScale(0.1, 1, null);
        Assert.Equal(0.3, HeldOutError.Mean([new(1, 0.03, 1e-14)], scale).Relative, 1e-12);
    }

    [Fact]
    public void TheCheapestPointWithinTheErrorIsTaken()
    {
        var goal = new PruneGoal(null, 0.05);
        List<PrunePoint> points = [Point(1, 1), Point(0.85, 1.01), Point(0.7, 1.07), Point(0.6, 1.04)];
        Assert.NotNull(goal.Next(points));
        points.Add(Point(0.5, 1.2));
        Assert.NotNull(goal.Next(points));
        points.Add(Point(0.4, 1.3));
        Assert.Null(goal.Next(points));
        Assert.Same(points[3], goal.Choose(points));
        // The worse of both errors counts.
        points[3] = points[3] with { Validation = new(0, 1.2, 1.01) };
        Assert.Same(points[1], goal.Choose(points));
        Assert.Same(points[0], goal.Choose([points[0], points[5]]));
    }

    [Fact]
    public void WithoutAGoalCheapPointsMustBeWorthTheirErrors()
    {
        var goal = new PruneGoal(null, null);
        PrunePoint[] points = [Point(1, 1), Point(0.5, 1.05), Point(0.25, 1.3), Point(0.12, 2.5)];
        Assert.Null(goal.Next(points));
        Assert.Same(points[1], goal.Choose(points));
        Assert.Null(goal.Next([points[0], Point(0.1, 1)]));
        Assert.Equal(PruneGoal.LeastShare, Math.Pow(goal.Next([points[0]])!.Value, goal.Left([points[0]])), 1e-9);
    }

    private static PrunePoint Point(double cost, double error) => new()
    {
        Functions = [0, 1],
        Parameters = [],
        Cost = cost,
        Measured = cost,
        Products = 0,
        BasicMoments = 1,
        RadialFunctions = 1,
        Training = new(0, error, error),
        Validation = new(0, error, error),
    };
}
