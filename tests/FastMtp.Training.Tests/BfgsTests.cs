using FastMtp.Training.Fitting;
using FastMtp.Training.Optimization;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Tests;

public class BfgsTests
{
    private const double NoGradient = 1e-7;

    public static TheoryData<string> Problems =>
        ["Rosenbrock 2", "Rosenbrock 10", "Rosenbrock 100", "Beale", "Powell singular", "Wood", "Brown badly scaled",
        "Quadratic 1e8", "Quadratic 200"];

    [Theory]
    [MemberData(nameof(Problems))]
    public void StandardProblemsAreSolvedWithFewEvaluations(string name)
    {
        var (objective, start) = Problem(name);
        var before = objective.Evaluations;
        var bfgs = new Bfgs(objective, start);
        while (bfgs.GradientNorm > NoGradient && bfgs.Steps < 2000 && bfgs.Step())
        {
        }
        Assert.True(bfgs.Value < 1e-9, $"{name}: {bfgs.Value} after {bfgs.Steps} steps, {bfgs.Reason}");
        Assert.True(bfgs.Evaluations <= 1.45 * bfgs.Steps + 5, $"{name}: {bfgs.Evaluations} evaluations in {bfgs.Steps} steps");
        Assert.Equal(objective.Evaluations - before, bfgs.Evaluations);
    }

    [Fact]
    public void FittingAPotentialCostsLittleMoreThanOneEvaluationPerStep()
    {
        var evaluations = 0;
        var steps = 0;
        for (ulong seed = 0; seed < 4; seed++)
        {
            var result = new Trainer(new ToyPotential(), new TrainingSettings { Steps = 300, Seed = seed }).Run();
            evaluations += result.Evaluations;
            steps += result.History[^1].Step;
        }
        Assert.InRange((double)evaluations / steps, 1, 1.25);
    }

    [Fact]
    public void EveryStepLowersTheValue()
    {
        var bfgs = new Bfgs(Objectives.Rosenbrock(20), Objectives.RosenbrockStart(20));
        for (var last = bfgs.Value; bfgs.GradientNorm > NoGradient && bfgs.Step(); last = bfgs.Value) Assert.True(bfgs.Value < last);
    }

    [Fact]
    public void RegionsWithoutValueOnlyShortenTheStep()
    {
        var bfgs = new Bfgs(Objectives.Barrier(6), [1e-3, 50, 3, 0.5, 1e-2, 7]);
        while (bfgs.GradientNorm > NoGradient && bfgs.Step()) Assert.True(double.IsFinite(bfgs.Value));
        Assert.All(bfgs.Point.ToArray(), x => Assert.Equal(1, x, 1e-6));
    }

    [Fact]
    public void ValueAndGradientBelongToThePoint()
    {
        var objective = Objectives.Rosenbrock(8);
        var bfgs = new Bfgs(objective, Objectives.RosenbrockStart(8));
        for (var i = 0; i < 15; i++) bfgs.Step();
        var gradient = new double[8];
        Assert.Equal(objective.Evaluate(bfgs.Point, gradient), bfgs.Value);
        Assert.Equal(gradient, bfgs.Gradient.ToArray());
    }

    [Fact]
    public void ResumedRunGoesOnToTheSameBits()
    {
        var objective = Objectives.Rosenbrock(30);
        var whole = new Bfgs(objective, Objectives.RosenbrockStart(30));
        for (var i = 0; i < 60; i++) whole.Step();
        var first = new Bfgs(objective, Objectives.RosenbrockStart(30));
        for (var i = 0; i < 23; i++) first.Step();
        var second = new Bfgs(objective, first.Export());
        while (second.Steps < 60) second.Step();
        Assert.Equal(whole.Point.ToArray(), second.Point.ToArray());
        Assert.Equal(whole.Evaluations, second.Evaluations);
        Assert.Equal(whole.Export().InverseHessian, second.Export().InverseHessian);
    }

    [Fact]
    public void CancelledStepIsRepeatedExactly()
    {
        using var source = new CancellationTokenSource();
        var quadratic = Objectives.Quadratic(2, 10);
        var objective = new CountedObjective(2, (x, g) =>
        {
            if (quadratic.Evaluations == 1) source.Cancel();
            return quadratic.Evaluate(x, g);
        });
        // The first step from here overshoots, so it needs several evaluations; it is interrupted after the first of them.
        double[] start = [0.01, 0.1];
        var bfgs = new Bfgs(objective, start);
        Assert.Throws<OperationCanceledException>(() => bfgs.Step(source.Token));
        Assert.Equal((0, 1), (bfgs.Steps, bfgs.Evaluations));
        var undisturbed = new Bfgs(Objectives.Quadratic(2, 10), start);
        for (var i = 0; i < 3; i++)
        {
            bfgs.Step();
            undisturbed.Step();
        }
        Assert.Equal(undisturbed.Point.ToArray(), bfgs.Point.ToArray());
        Assert.Equal(undisturbed.Evaluations, bfgs.Evaluations);
    }

    [Fact]
    public void WrongGradientEndsInAFailedLineSearch()
    {
        var bfgs = new Bfgs(new CountedObjective(1, (x, g) =>
        {
            g[0] = -2 * x[0];
            return x[0] * x[0];
        }), [1]);
        Assert.False(bfgs.Step());
        Assert.Equal(StoppingReason.LineSearchFailed, bfgs.Reason);
        Assert.Equal(1, bfgs.Point[0]);
    }

    [Fact]
    public void MemoryIsDroppedWhenTheLineSearchFails()
    {
        // An inverse Hessian that points a million times too far and the wrong way in one direction.
        var state = new Bfgs(Objectives.Quadratic(2, 1), [1, 1]).Export() with { InverseHessian = [-1e6, 0, 1], IsInitial = false };
        var bfgs = new Bfgs(Objectives.Quadratic(2, 1), state);
        Assert.True(bfgs.Step());
        Assert.True(bfgs.Value < 0.9);
    }

    [Fact]
    public void StationaryPointIsToldFromFailure()
    {
        var bfgs = new Bfgs(Objectives.Quadratic(3, 10), [0, 0, 0]);
        Assert.False(bfgs.Step());
        Assert.Equal(StoppingReason.GradientTolerance, bfgs.Reason);
    }

    [Fact]
    public void ProposedPointIsTakenOnlyIfLower()
    {
        var bfgs = new Bfgs(Objectives.Quadratic(2, 10), [1, 1]);
        bfgs.Step();
        var value = bfgs.Value;
        Assert.False(bfgs.TryMoveTo([5, 5], out _));
        Assert.False(bfgs.TryMoveTo([double.NaN, 0], out _));
        Assert.Equal(value, bfgs.Value);
        Assert.True(bfgs.TryMoveTo([1e-3, 1e-3], out _));
        Assert.Equal([1e-3, 1e-3], bfgs.Point.ToArray());
        Assert.Equal([1e-3, 1e-2], bfgs.Gradient.ToArray());
    }

    [Fact]
    public void KnownCurvaturesSaveSteps()
    {
        var start = Enumerable.Repeat(1.0, 50).ToArray();
        var objective = Objectives.Quadratic(50, 1e6);
        var bfgs = new Bfgs(objective, start);
        bfgs.Restart([.. Enumerable.Range(0, 50).Select(i => Math.Pow(1e6, -i / 49.0))]);
        bfgs.Step();
        Assert.True(bfgs.Value < 1e-20);
        Assert.Equal(2, bfgs.Evaluations);
    }

    private static (CountedObjective Objective, double[] Start) Problem(string name) => name switch
    {
        "Rosenbrock 2" => (Objectives.Rosenbrock(2), Objectives.RosenbrockStart(2)),
        "Rosenbrock 10" => (Objectives.Rosenbrock(10), Objectives.RosenbrockStart(10)),
        "Rosenbrock 100" => (Objectives.Rosenbrock(100), Enumerable.Repeat(-1.0, 100).ToArray()),
        "Beale" => (Objectives.Beale, [1, 1]),
        "Powell singular" => (Objectives.PowellSingular, [3, -1, 0, 1]),
        "Wood" => (Objectives.Wood, [-3, -1, -3, -1]),
        "Brown badly scaled" => (Objectives.BrownBadlyScaled, [1, 1]),
        "Quadratic 1e8" => (Objectives.Quadratic(20, 1e8), Enumerable.Repeat(1.0, 20).ToArray()),
        "Quadratic 200" => (Objectives.Quadratic(200, 1e4), Enumerable.Repeat(1.0, 200).ToArray()),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
