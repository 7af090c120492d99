using FastMtp.Tests.Shared;
using FastMtp.Training.Checkpoints;
using FastMtp.Training.Fitting;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Tests;

public sealed class SamplingTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private TrainingSettings Settings => TrainingSettings.Usual with
    {
        Steps = 60, Smoothness = 0, ValidationInterval = 40, CheckpointPath = _directory.PathOf("fit.json"), CheckpointInterval = 20,
    };

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void AFitBeginsOnASampleThatGrowsToAllOfTheData()
    {
        var problem = new ToyPotential { MostParts = 8 };
        var result = new Trainer(problem, Settings).Run();
        Assert.Equal([8, 4, 2, 1], problem.Sampled);
        Assert.Equal(problem.Evaluate(result.Final, new double[problem.Dimension]), result.History[^1].Loss, 1e-12);
        // From the step since which all count, losses fall; before, they are those of the samples.
        var all = result.History.Skip(CheckpointFile.Read(Settings.CheckpointPath!).Sample!.ChangedStep).Select(r => r.Loss).ToList();
        Assert.True(all.Count > 3);
        Assert.Equal(all.OrderDescending(), all);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void TheBestCoefficientsAreThoseOfAllData(int validationSites)
    {
        var problem = new ToyPotential(validationSites: validationSites) { MostParts = 4 };
        var result = new Trainer(problem, Settings).Run();
        var loss = validationSites > 0
            ? problem.ValidationErrors(result.Best.Parameters)!.Loss
            : problem.Evaluate(result.Best.Parameters, new double[problem.Dimension]);
        Assert.Equal(loss, result.Best.Loss, 1e-12);
        if (validationSites == 0) Assert.Equal(result.History[^1].Step, result.Best.Step);
    }

    /// <summary>Ten steps to a minimum of the sample: the fit goes on instead of telling that it has converged.</summary>
    [Fact]
    public void ConvergenceOnASampleIsNotTheEnd()
    {
        var problem = new ToyPotential { MostParts = 2 };
        var settings = Settings with { LossTolerance = 0.5, LossWindow = 20 };
        var result = new Trainer(problem, settings).Run();
        Assert.Equal(StoppingReason.LossTolerance, result.Reason);
        Assert.Equal([2, 1], problem.Sampled);
        Assert.InRange(CheckpointFile.Read(Settings.CheckpointPath!).Sample!.ChangedStep, 1, 11);
    }

    [Fact]
    public void CancelledAtAnyEvaluationAFitResumesToTheSameBits()
    {
        static ToyPotential Problem() => new(sites: 80) { MostParts = 4 };
        var settings = Settings with { Steps = 40, LossTolerance = 0 };
        var whole = new Trainer(Problem(), settings).Run();
        for (var cancelAt = 2; cancelAt < whole.Evaluations; cancelAt += 3)
        {
            using var source = new CancellationTokenSource();
            var problem = Problem();
            problem.BeforeEvaluation = n =>
            {
                if (n != cancelAt) return;
                source.Cancel();
                throw new OperationCanceledException();
            };
            try
            {
                Assert.Equal(StoppingReason.Cancelled, new Trainer(problem, settings).Run(null, source.Token).Reason);
            }
            catch (OperationCanceledException)
            {
                // Before the first record.
            }
            var resumed = new Trainer(Problem(), settings).Resume(CheckpointFile.Read(settings.CheckpointPath!));
            Assert.Equal(whole.Final, resumed.Final);
            Assert.Equal(whole.History.Select(r => (r.Loss, r.Evaluations)), resumed.History.Select(r => (r.Loss, r.Evaluations)));
        }
    }

    /// <summary>After a fit that ended on a sample, whoever asks for the loss gets that of all data.</summary>
    [Fact]
    public void AnInterruptedFitLeavesNoSampleBehind()
    {
        using var source = new CancellationTokenSource();
        var problem = new ToyPotential { MostParts = 8, BeforeEvaluation = n => { if (n == 30) source.Cancel(); } };
        Assert.Equal(StoppingReason.Cancelled, new Trainer(problem, Settings).Run(null, source.Token).Reason);
        Assert.Equal([8, 1], problem.Sampled);
    }

    [Theory]
    [InlineData(80, 16)]
    [InlineData(60, 8)]
    [InlineData(40, 2)]
    [InlineData(30, 1)]
    public void HalfOfTheStepsAreForAllData(int steps, int parts) =>
        Assert.Equal(parts, Sampling.Start(new ToyPotential { MostParts = 16 }, Settings with { Steps = steps }, 100).Parts);

    public static TheoryData<string> Others => ["few steps", "BFGS", "outliers", "start"];

    [Theory]
    [MemberData(nameof(Others))]
    public void OtherFitsUseAllDataFromTheBeginning(string which)
    {
        var problem = new ToyPotential { MostParts = 8 };
        var settings = which switch
        {
            "few steps" => Settings with { Steps = 10 },
            "BFGS" => Settings with { Method = FitMethod.Bfgs },
            "outliers" => Settings with { DistrustsOutliers = true },
            _ => Settings,
        };
        var start = which == "start" ? new Trainer(new ToyPotential(), Settings with { Steps = 3 }).Run().Final : null;
        if (which == "outliers") Assert.Equal(SampleState.All, Sampling.Start(problem, settings, problem.Dimension));
        else new Trainer(problem, settings).Run(start);
        Assert.Empty(problem.Sampled);
    }
}
