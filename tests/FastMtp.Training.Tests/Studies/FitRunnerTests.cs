using FastMtp.Files.PotentialFiles;
using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Tests.Shared;
using FastMtp.Training.Checkpoints;
using FastMtp.Training.Fits;
using FastMtp.Training.Fitting;
using FastMtp.Training.History;
using FastMtp.Training.Loss;
using FastMtp.Training.Settings;
using FastMtp.Training.Studies;

namespace FastMtp.Training.Tests.Studies;

public class FitRunnerTests
{
    private static readonly TrainingSettings Settings = new() { Steps = 12 };
    private static readonly FitSpecification[] Fits =
    [
        new(RadialForm.Base, "mtp:6", 0), new(RadialForm.Base, "mtp:6", 1),
        new(RadialForm.Mf(3), "mtp:6", 0), new(RadialForm.Rmf(3), "mtp:6", 0),
        new(RadialForm.Tf(2, 3, 2), "mtp:6", 0), new(RadialForm.Mfra(4, interval: 4), "mtp:6", 0), new(RadialForm.Base, "mtp:2", 0),
    ];

    [Fact]
    public void NumbersDoNotDependOnJobsAndThreads()
    {
        using var directory = new TemporaryDirectory();
        var one = new Study(Fits, Runner(directory, "one")).Run(1, 1);
        var many = new Study(Fits, Runner(directory, "many")).Run(3, 6);
        foreach (var (a, b) in one.Zip(many))
        {
            Assert.Equal(a.Training, b.Training);
            Assert.Equal(a.Validation, b.Validation);
            Assert.Equal(a.History, b.History);
            Assert.Equal(File.ReadAllBytes(Potential(directory, "one", a.Specification)),
                File.ReadAllBytes(Potential(directory, "many", a.Specification)));
        }
        Assert.Equal(Fits.Length, one.Select(o => o.Training.Loss).Distinct().Count());
    }

    [Fact]
    public void AnOutcomeIsThatOfTheTrainer()
    {
        using var directory = new TemporaryDirectory();
        var fit = new FitSpecification(RadialForm.Mf(3), "mtp:6", 4);
        var outcome = new Study([fit], Runner(directory, "a")).Run(1).Single();
        using var loss = new TrainingLoss(Shape("mtp:6"), Training, Validation, new LossWeights());
        var result = new Trainer(loss, Settings with { Model = fit.Model, Seed = 4 }).Run();
        Assert.Equal(result.Best.Step, outcome.BestStep);
        Assert.Equal(result.Best.Loss, outcome.Validation!.Loss);
        Assert.Equal(result.History[result.Best.Step].Loss, outcome.Training.Loss);
        Assert.Equal([0, 10, 12], outcome.History.Select(p => p.Step));
        Assert.Equal(3 * (16 + 16), outcome.RadialParameters);
        Assert.Equal(3 * (16 + 16) + 4 + 5, outcome.Parameters);
        Assert.InRange(outcome.CpuSeconds, 1e-4, 1e4);
        // The file's dense coefficients are multiplied out from the factors, in an order of their own.
        Assert.All(MtpFile.Read(Potential(directory, "a", fit)).Parameters.Zip(result.Best.Parameters),
            pair => Assert.Equal(pair.Second, pair.First, 1e-14));
    }

    [Fact]
    public void AnInterruptedFitGoesOnFromItsCheckpoint()
    {
        using var directory = new TemporaryDirectory();
        var fit = Fits[5];
        var straight = Runner(directory, "straight").Run(fit, 1, new Ignore(), default);
        using var interrupt = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Runner(directory, "halves")
            .Run(fit, 1, new At(7, interrupt.Cancel), interrupt.Token));
        var checkpoint = CheckpointFile.Beside(Potential(directory, "halves", fit));
        Assert.Equal(7, CheckpointFile.Read(checkpoint).History[^1].Step);
        var resumed = Runner(directory, "halves").Run(fit, 1, new Ignore(), default);
        Assert.False(File.Exists(checkpoint));
        Assert.Equal(straight.Validation, resumed.Validation);
        Assert.Equal(straight.History, resumed.History);
    }

    [Fact]
    public void FingerprintsTellDataLevelsAndSettingsApart()
    {
        using var directory = new TemporaryDirectory();
        var print = Runner(directory, "a").Fingerprint(Fits[0]);
        Assert.Equal(print, Runner(directory, "b").Fingerprint(Fits[2]));
        Assert.NotEqual(print, Runner(directory, "a").Fingerprint(Fits[6]));
        Assert.NotEqual(print, Runner(directory, "a", Settings with { Steps = 13 }).Fingerprint(Fits[0]));
        Assert.NotEqual(print, new FitRunner(Data(Validation, Validation), Settings, Shape, _ => "").Fingerprint(Fits[0]));
    }

    private static Configuration[] Training { get; } = [.. GoldenData.Configurations().Take(6)];

    private static Configuration[] Validation { get; } = [.. GoldenData.Configurations().Skip(6)];

    private static FitRunner Runner(TemporaryDirectory directory, string name, TrainingSettings? settings = null) =>
        new(Data(Training, Validation), settings ?? Settings, Shape, fit => Potential(directory, name, fit)) { Resumes = true };

    private static FitData Data(Configuration[] training, Configuration[] validation) =>
        FitData.Of(training, validation, GoldenData.Species, new LossWeights(), 5);

    private static PotentialModel Shape(string? basis) =>
        PotentialModel.ForBasis(basis!, GoldenData.Species, new RadialBasis(1.9, 5, 8));

    private static string Potential(TemporaryDirectory directory, string name, FitSpecification fit) =>
        directory.PathOf($"{name} {fit}.mtp");

    private sealed class Ignore : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
        }
    }

    private sealed class At(int step, Action action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Record.Step == step) action();
        }
    }
}
