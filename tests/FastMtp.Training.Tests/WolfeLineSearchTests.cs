using FastMtp.Training.Optimization;

namespace FastMtp.Training.Tests;

public class WolfeLineSearchTests
{
    public static TheoryData<string, double> Curves => new()
    {
        { "parabola", 1e-4 },
        { "parabola", 1 },
        { "parabola", 1e4 },
        { "quartic", 1e-3 },
        { "quartic", 100 },
        { "wall", 0.5 },
        { "wall", 1e3 },
        { "waves", 1e-2 },
        { "waves", 30 },
    };

    [Theory]
    [MemberData(nameof(Curves))]
    public void AcceptedStepSatisfiesTheWolfeConditions(string name, double firstStep)
    {
        var curve = Curve(name);
        var (value, slope) = curve(0);
        var settings = LineSearchSettings.Default;
        var search = new WolfeLineSearch(value, slope, firstStep, settings);
        (double Value, double Slope) trial;
        LineSearchStatus status;
        double step;
        do
        {
            step = search.Step;
            trial = curve(step);
            status = search.Report(trial.Value, trial.Slope);
        }
        while (status == LineSearchStatus.Searching);
        Assert.Equal(LineSearchStatus.Accepted, status);
        Assert.Equal(step, search.BestStep);
        Assert.True(trial.Value <= value + settings.SufficientDecrease * step * slope);
        Assert.True(trial.Slope >= settings.Curvature * slope);
    }

    [Fact]
    public void GoodFirstStepIsAcceptedAtOnce()
    {
        var search = new WolfeLineSearch(1, -1, 1, LineSearchSettings.Default);
        Assert.Equal(LineSearchStatus.Accepted, search.Report(0.6, 0.1));
        Assert.Equal(1, search.Evaluations);
    }

    [Fact]
    public void DescentWithoutEndExhaustsTheSearchWithADecrease()
    {
        var search = new WolfeLineSearch(0, -1, 1, LineSearchSettings.Default);
        while (search.Report(-search.Step, -1) == LineSearchStatus.Searching) Assert.True(search.IsNewBest);
        Assert.Equal(LineSearchSettings.Default.EvaluationLimit, search.Evaluations);
        Assert.True(search.BestStep > 1e3);
    }

    [Fact]
    public void NothingButInfinitiesExhaustsTheSearchWithoutADecrease()
    {
        var search = new WolfeLineSearch(0, -1, 1, LineSearchSettings.Default);
        while (search.Report(double.PositiveInfinity, double.NaN) == LineSearchStatus.Searching) Assert.False(search.IsNewBest);
        Assert.Equal(0, search.BestStep);
    }

    [Fact]
    public void SlopesDecideWhereValuesAreRounding()
    {
        var search = new WolfeLineSearch(1, -1e-17, 1, LineSearchSettings.Default);
        Assert.Equal(LineSearchStatus.Accepted, search.Report(1 + 2e-16, 1e-18));
    }

    private static Func<double, (double Value, double Slope)> Curve(string name) => name switch
    {
        "parabola" => t => (t * t - 2 * t, 2 * t - 2),
        "quartic" => t => (Math.Pow(t - 3, 4), 4 * Math.Pow(t - 3, 3)),
        "wall" => t => t < 0.4 ? (-t - Math.Log(0.4 - t) * 0.01, -1 + 0.01 / (0.4 - t)) : (double.NaN, double.NaN),
        "waves" => t => (0.05 * t * t - t + Math.Cos(2 * t), 0.1 * t - 1 - 2 * Math.Sin(2 * t)),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
