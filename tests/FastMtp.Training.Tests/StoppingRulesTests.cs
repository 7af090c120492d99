using FastMtp.Training.Optimization;

namespace FastMtp.Training.Tests;

public class StoppingRulesTests
{
    [Fact]
    public void StepLimitCountsSteps()
    {
        var rule = new StepLimit(2);
        Assert.Null(rule.Check(History([3, 2])));
        Assert.Equal(StoppingReason.StepLimit, rule.Check(History([3, 2, 1])));
    }

    [Fact]
    public void GradientToleranceLooksAtTheLastGradient()
    {
        Assert.Null(new GradientTolerance(0.9).Check(History([1])));
        Assert.Equal(StoppingReason.GradientTolerance, new GradientTolerance(1).Check(History([1])));
    }

    [Fact]
    public void LossToleranceComparesTheEndsOfItsWindow()
    {
        var rule = new LossTolerance(0.1, 2);
        Assert.Null(rule.Check(History([1, 1])));
        Assert.Null(rule.Check(History([1.2, 1.05, 1])));
        Assert.Equal(StoppingReason.LossTolerance, rule.Check(History([5, 1.05, 1.04, 1])));
    }

    [Fact]
    public void PatienceCountsValidationsWithoutImprovement()
    {
        var rule = new ValidationPatience(2);
        Assert.Null(rule.Check(History([9, 8, 7], [])));
        Assert.Null(rule.Check(History([9, 8, 7], [3, null, 4])));
        Assert.Null(rule.Check(History([9, 8, 7, 6, 5, 4], [3, null, 4, null, 2, null])));
        Assert.Equal(StoppingReason.ValidationLoss, rule.Check(History([9, 8, 7, 6, 5, 4], [3, null, 4, null, null, 3])));
    }

    [Fact]
    public void TimeLimitStopsWhenTheTimeIsUp()
    {
        Assert.Equal(StoppingReason.TimeLimit, new TimeLimit(TimeSpan.Zero).Check(History([1])));
        Assert.Null(new TimeLimit(TimeSpan.FromDays(1)).Check(History([1])));
    }

    [Fact]
    public void FirstReasonWins()
    {
        Assert.Equal(StoppingReason.TimeLimit,
            new FirstOf(new StepLimit(5), new TimeLimit(TimeSpan.Zero), new StepLimit(0)).Check(History([1])));
        Assert.Null(new FirstOf(new StepLimit(5)).Check(History([1])));
    }

    private static List<StepRecord> History(double[] losses, double?[]? validation = null) =>
        [.. losses.Select((loss, step) => new StepRecord
    {
        Step = step,
        Loss = loss,
        GradientNorm = 1,
        Evaluations = step + 1,
        Seconds = step,
        ValidationLoss = validation is not null && step < validation.Length ? validation[step] : null,
    })];
}
