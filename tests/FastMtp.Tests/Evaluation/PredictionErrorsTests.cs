using FastMtp.Errors;

namespace FastMtp.Tests.Evaluation;

public class PredictionErrorsTests
{
    private static readonly Configuration Labelled = new()
    {
        Types = [0, 0],
        Positions = [0, 0, 0, 1, 1, 1],
        Cell = new Cell(new(2, 0, 0), new(0, 2, 0), new(0, 0, 2), true, true, true),
        Energy = -4,
        Forces = [0, 0, 0, 0, 0, 0],
        Virial = new Virial(1, 1, 1, 0, 0, 0),
        Origin = "first",
    };

    [Fact]
    public void StatisticsAreThoseOfTheDefinition()
    {
        var errors = new ErrorStatistics();
        Assert.Null(errors.Rmse);
        errors.Add([3, -4], "a");
        errors.Add([0, 4], "b");
        Assert.Equal(Math.Sqrt(41 / 4.0), errors.Rmse);
        Assert.Equal(11 / 4.0, errors.Mae);
        Assert.Equal(4, errors.Largest);
        Assert.Equal("a", errors.Worst);
    }

    [Fact]
    public void NotANumberIsTheWorst()
    {
        var errors = new ErrorStatistics();
        errors.Add([1], "a");
        errors.Add([double.NaN], "b");
        errors.Add([2], "c");
        Assert.Equal("b", errors.Worst);
        Assert.Equal(double.NaN, errors.Largest);
    }

    [Fact]
    public void EnergiesCountPerAtomAndStressesInGigapascals()
    {
        var errors = new PredictionErrors();
        errors.Add(Labelled, new Prediction(-3, [-1.5, -1.5], [0.3, 0, 0, 0, 0, -0.6], new Virial(1, 1, 1, 0.05, 0, 0)));
        Assert.Equal(0.5, errors.Energy.Rmse);
        Assert.Equal(Math.Sqrt((0.09 + 0.36) / 6), errors.Forces.Rmse!.Value, 1e-15);
        Assert.Equal(0.05 / 8 * 160.2176634 * Math.Sqrt(2 / 9.0), errors.Stress.Rmse!.Value, 1e-12);
        Assert.Equal(9, errors.Stress.Count);
    }

    [Fact]
    public void MissingLabelsAndStressesWithoutVolumeAreLeftOut()
    {
        var errors = new PredictionErrors();
        errors.Add(Labelled with { Energy = null, Forces = null, Cell = Labelled.Cell with { PeriodicC = false } },
            new Prediction(0, [0, 0], new double[6], default));
        Assert.Equal(1, errors.Configurations);
        Assert.Equal((0, 0, 0), (errors.Energy.Count, errors.Forces.Count, errors.Stress.Count));
    }

    [Fact]
    public void GroupsAreKeptApart()
    {
        var errors = new GroupedErrors();
        var prediction = new Prediction(-3, [-1.5, -1.5], new double[6], new Virial(1, 1, 1, 0, 0, 0));
        errors.Add(Labelled with { ConfigType = "bulk" }, prediction);
        errors.Add(Labelled, prediction);
        Assert.Equal(["(none)", "bulk"], errors.Groups.Keys);
        Assert.Equal(2, errors.Total.Configurations);
    }
}
