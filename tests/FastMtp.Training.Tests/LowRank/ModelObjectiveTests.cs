using FastMtp.Basis;
using FastMtp.Training.Fitting;
using FastMtp.Training.Problem;

namespace FastMtp.Training.Tests.LowRank;

public class ModelObjectiveTests
{
    public static TheoryData<string, ParameterGroups> Cases
    {
        get
        {
            var cases = new TheoryData<string, ParameterGroups>();
            foreach (var name in Models.List)
                foreach (var frozen in (ParameterGroups[])
                    [ParameterGroups.None, ParameterGroups.Radial, ParameterGroups.Species, ParameterGroups.Linear])
                    cases.Add(name, frozen);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void GradientIsThatOfFiniteDifferencesOnTheManifold(string name, ParameterGroups frozen)
    {
        var (problem, objective, whole) = Create(name, frozen);
        var point = objective.Start();
        var gradient = new double[objective.Dimension];
        var value = objective.Evaluate(point, gradient);
        Assert.Equal(problem.Evaluate(objective.Expand(point), new double[whole.Length]), value);
        var (moved, ignored) = (new double[point.Length], new double[gradient.Length]);
        double Value(int i, double h)
        {
            var unit = new double[gradient.Length];
            unit[i] = 1;
            objective.Manifold.Retract(point, h, unit, moved);
            return objective.Evaluate(moved, ignored);
        }
        for (var i = 0; i < gradient.Length; i++)
        {
            var slope = (8 * (Value(i, 1e-4) - Value(i, -1e-4)) - (Value(i, 2e-4) - Value(i, -2e-4))) / 12e-4;
            Assert.Equal(slope, gradient[i], 1e-6 * (1 + Math.Abs(gradient[i])));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void PointsAndCoefficientsBelongTogether(string name, ParameterGroups frozen)
    {
        var (problem, objective, whole) = Create(name, frozen);
        var point = objective.Start();
        var expanded = objective.Expand(point);
        Assert.Equal(whole[problem.Layout.SpeciesOffset..], expanded[problem.Layout.SpeciesOffset..]);
        double[] other = [.. expanded.Select(x => x + 1)];
        var free = problem.Layout.Indices(ParameterGroups.Linear & ~frozen);
        Assert.Equal(free.Length > 0, objective.HasLinear);
        Assert.Equal(free.Select(i => expanded[i]), objective.Linear(point));
        var replaced = objective.Expand(objective.WithLinear(point, [.. free.Select(i => other[i])]));
        for (var i = 0; i < other.Length; i++) Assert.Equal(free.Contains(i) ? other[i] : expanded[i], replaced[i]);
    }

    /// <summary>Energies of all-electron calculations are a million times as large as the parameters of a form.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void CurvatureDoesNotDependOnTheSizeOfSpeciesEnergies(string name, ParameterGroups frozen)
    {
        var (problem, objective, _) = Create(name, frozen);
        var point = objective.Start();
        var random = new SplitMix64(3);
        double[] direction = [.. Enumerable.Range(0, objective.Dimension).Select(_ => random.NextSigned())];
        var (small, large) = (new double[direction.Length], new double[direction.Length]);
        objective.MultiplyCurvature(point, direction, small);
        if (frozen.HasFlag(ParameterGroups.Species)) return;
        var linear = objective.Linear(point);
        linear[0] = 1e6;
        objective.MultiplyCurvature(objective.WithLinear(point, linear), direction, large);
        var scale = small.Max(Math.Abs);
        for (var i = 0; i < small.Length; i++) Assert.Equal(small[i], large[i], 1e-6 * scale);
    }

    private static (ToyPotential Problem, ModelObjective Objective, double[] Whole) Create(string name, ParameterGroups frozen)
    {
        var problem = Models.Problem();
        var model = Models.Of(name);
        var random = new SplitMix64(11);
        var whole = random.Next(problem.Dimension);
        var factors = model.Parameterization(problem.Layout.RadialShape).Approximate(whole.AsSpan(0, problem.Layout.RadialCount));
        return (problem, new ModelObjective(problem, model, frozen, factors, whole), whole);
    }
}
