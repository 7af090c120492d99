using FastMtp.Files.PotentialFiles;
using FastMtp.Tests.Shared;
using FastMtp.Training.Settings;
using FastMtp.Training.Tuning;

namespace FastMtp.Training.Tests.Tuning;

public class TrialRunnerTests
{
    /// <summary>Moment coefficients of a rank are fitted by BFGS, twenty steps for one that was asked for.</summary>
    [Fact]
    public void TheFitToAllDataHasTheStepsOfTheFoldsByTheSameMethod()
    {
        using var directory = new TemporaryDirectory();
        var cells = GoldenData.Configurations();
        Fold[] folds = [new([.. cells.Take(4)], [.. cells.Skip(4)]), new([.. cells.Skip(4)], [.. cells.Take(4)])];
        var data = new TrialData(cells, folds, GoldenData.Species, new LossWeights(), perSpecies: false);
        var runner = new TrialRunner(data, TrainingSettings.Usual with { MomentRank = 1, LossTolerance = 0 }, directory.Root);
        var candidate = new Candidate("ace-n:2,2/1,1", 5, 4, RadialForm.Base);

        var trial = runner.Continue(candidate, 0, null, new Allowance(2), 1, null, CancellationToken.None);
        Assert.Equal((FitMethod.Bfgs, 40), (trial.Method, trial.Steps));
        Assert.InRange(trial.BestStep, 1, 40);
        runner.FitAll(trial, directory.PathOf("all.fmtp"), 1, null, CancellationToken.None);
        var potential = PotentialFile.Read(directory.PathOf("all.fmtp"));
        Assert.StartsWith($"{trial.BestStep} steps, ", potential.Metadata["fit"]);
        Assert.StartsWith("8 configurations, 0 for validation", potential.Metadata["data"]);
    }
}
