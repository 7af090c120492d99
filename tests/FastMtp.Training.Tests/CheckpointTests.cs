using System.Runtime.InteropServices;
using FastMtp.Training.Checkpoints;
using FastMtp.Training.Fitting;
using FastMtp.Training.History;
using FastMtp.Training.Problem;
using FastMtp.Training.Settings;
using FastMtp.Training.Tests.LowRank;

namespace FastMtp.Training.Tests;

public sealed class CheckpointTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("fastmtp").FullName;

    private string Place => Path.Combine(_directory, "fit.checkpoint");

    private TrainingSettings Settings =>
        new() { Steps = 40, LinearSolveInterval = 6, ValidationInterval = 4, CheckpointPath = Place, CheckpointInterval = 5 };

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void CheckpointSurvivesTheFileToTheLastBit()
    {
        new Trainer(new ToyPotential(), Settings with { Steps = 17, Frozen = ParameterGroups.Species, TimeLimit = TimeSpan.FromHours(3) })
            .Run();
        var first = CheckpointFile.Read(Place);
        var copy = Path.Combine(_directory, "copy");
        CheckpointFile.Write(copy, first);
        Assert.Equal(File.ReadAllBytes(Place), File.ReadAllBytes(copy));
        Assert.Equal(17, first.Optimizer.Steps);
        Assert.Equal(18, first.History.Count);
        Assert.Equal(ParameterGroups.Species, first.Settings.Frozen);
        Assert.Equal(TimeSpan.FromHours(3), first.Settings.TimeLimit);
        Assert.Null(first.Settings.CheckpointPath);
        Assert.DoesNotContain(_directory, File.ReadAllText(Place), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, ParameterGroups.None)]
    [InlineData(6, ParameterGroups.None)]
    [InlineData(17, ParameterGroups.None)]
    [InlineData(24, ParameterGroups.Species)]
    public void ResumedTrainingGivesTheSameBits(int stopAt, ParameterGroups frozen)
    {
        var settings = Settings with { Frozen = frozen };
        var whole = new Trainer(new ToyPotential(), settings).Run();
        new Trainer(new ToyPotential(), settings with { Steps = stopAt }).Run();
        var resumed = new Trainer(new ToyPotential(), settings).Resume(CheckpointFile.Read(Place));
        AssertSame(whole, resumed);
    }

    [Theory]
    [InlineData("mf", 17, ParameterGroups.None)]
    [InlineData("tf", 17, ParameterGroups.Species)]
    [InlineData("shared", 17, ParameterGroups.None)]
    [InlineData("symmetric", 17, ParameterGroups.None)]
    [InlineData("symmetric", 6, ParameterGroups.Radial)]
    [InlineData("pairs", 17, ParameterGroups.None)]
    [InlineData("tf5", 17, ParameterGroups.None)]
    [InlineData("rpairs", 17, ParameterGroups.None)]
    [InlineData("pairsra", 17, ParameterGroups.None)]
    [InlineData("rmf", 17, ParameterGroups.None)]
    [InlineData("rmf", 6, ParameterGroups.Radial)]
    [InlineData("rmf", 0, ParameterGroups.Moments)]
    [InlineData("mfra", 5, ParameterGroups.None)]
    [InlineData("mfra", 6, ParameterGroups.None)]
    [InlineData("mfra", 17, ParameterGroups.Species)]
    [InlineData("mfra", 17, ParameterGroups.Radial)]
    public void ResumedTrainingOfACompressedModelGivesTheSameBits(string model, int stopAt, ParameterGroups frozen)
    {
        var settings = Settings with { Frozen = frozen, Model = Models.Of(model) };
        var whole = new Trainer(Models.Problem(), settings).Run();
        new Trainer(Models.Problem(), settings with { Steps = stopAt }).Run();
        var resumed = new Trainer(Models.Problem(), settings).Resume(CheckpointFile.Read(Place));
        AssertSame(whole, resumed);
        Assert.Equal(whole.FinalFactors?.Values, resumed.FinalFactors?.Values);
        Assert.Equal(whole.Best.Factors?.Values, resumed.Best.Factors?.Values);
    }

    /// <summary>The fit converges at its first rank, so augmentation is also cancelled where no interval asks for it.</summary>
    [Fact]
    public void CancellationOfAnAugmentationCanBeResumedToTheSameBits() => AssertResumable(
        Models.Problem,
        Settings with { Steps = 30, GradientTolerance = 0.1, LinearSolveInterval = 0,
            Model = RadialForm.Mfra(4, minRank: 1, increment: 1, interval: 20) });

    [Fact]
    public void CancellationAtAnyEvaluationCanBeResumedToTheSameBits() =>
        AssertResumable(() => new ToyPotential(), Settings with { Steps = 14 });

    private void AssertResumable(Func<ToyPotential> create, TrainingSettings settings)
    {
        var whole = new Trainer(create(), settings).Run();
        for (var cancelAt = 1; cancelAt <= whole.Evaluations; cancelAt++)
        {
            // Cancelled from outside, and by an objective that does not even finish.
            foreach (var abandon in new[] { false, true })
            {
                if (abandon && cancelAt == 1) continue;
                using var source = new CancellationTokenSource();
                var problem = create();
                problem.BeforeEvaluation = n =>
                {
                    if (n != cancelAt) return;
                    source.Cancel();
                    if (abandon) throw new OperationCanceledException();
                };
                var reason = Outcome(() => new Trainer(problem, settings).Run(cancellation: source.Token));
                // Cancelled at the very end of the last step, the training may just as well be complete.
                if (cancelAt < whole.Evaluations) Assert.Equal(StoppingReason.Cancelled, reason);
                AssertSame(whole, new Trainer(create(), settings).Resume(CheckpointFile.Read(Place)));
            }
        }
    }

    /// <summary>Cancelled before the first record, a fit has no result.</summary>
    private static StoppingReason Outcome(Func<TrainingResult> run)
    {
        try
        {
            var result = run();
            Assert.NotEmpty(result.History);
            return result.Reason;
        }
        catch (OperationCanceledException)
        {
            return StoppingReason.Cancelled;
        }
    }

    [Fact]
    public void CancellationBeforeTheFirstRecordThrowsAndLeavesACheckpoint()
    {
        using var source = new CancellationTokenSource();
        var problem = new ToyPotential { BeforeEvaluation = _ => source.Cancel() };
        Assert.ThrowsAny<OperationCanceledException>(() => new Trainer(problem, Settings).Run(cancellation: source.Token));
        Assert.Empty(CheckpointFile.Read(Place).History);
        Assert.ThrowsAny<OperationCanceledException>(() => new Trainer(new ToyPotential(), Settings)
            .Resume(CheckpointFile.Read(Place), source.Token));
    }

    [Fact]
    public void CancellationBeforeTheFirstEvaluationThrows()
    {
        var problem = new ToyPotential { BeforeEvaluation = _ => throw new OperationCanceledException() };
        Assert.Throws<OperationCanceledException>(() => new Trainer(problem, Settings).Run());
    }

    [Fact]
    public void MismatchIsRefusedInASentence()
    {
        new Trainer(new ToyPotential(), Settings with { Steps = 2 }).Run();
        var checkpoint = CheckpointFile.Read(Place);
        void Refuses(string part, ITrainingProblem problem, TrainingSettings? settings = null) =>
            Assert.Contains(part,
                Assert.Throws<InputException>(() => new Trainer(problem, settings ?? Settings).Resume(checkpoint)).Message,
                StringComparison.Ordinal);

        Refuses("species S0,S1, not S0,S1,S2", new ToyPotential(speciesCount: 3));
        Refuses("43 coefficients, but the potential has", new ToyPotential(basisSize: 5));
        Refuses("other training data", new ToyPotential { Fingerprint = "other" });
        Refuses("model base, not mf 3", new ToyPotential(), Settings with { Model = RadialForm.Mf(3) });
        Refuses("frozen", new ToyPotential(), Settings with { Frozen = ParameterGroups.Radial });
    }

    [Fact]
    public void DamagedAndForeignFilesAreRefusedInASentence()
    {
        new Trainer(new ToyPotential(), Settings with { Steps = 2 }).Run();
        var text = File.ReadAllText(Place);
        string Refuses(string content)
        {
            File.WriteAllText(Place, content);
            var message = Assert.Throws<InputException>(() => CheckpointFile.Read(Place)).Message;
            Assert.StartsWith(Place, message, StringComparison.Ordinal);
            return message;
        }

        foreach (var length in new[] { 0, 1, 40, text.Length / 2, text.Length - 1 })
            Assert.Contains("truncated", Refuses(text[..length]), StringComparison.Ordinal);
        Assert.Contains("truncated", Refuses("MTP\nversion = 1.1.0\n"), StringComparison.Ordinal);
        Assert.Contains("not a FastMtp checkpoint", Refuses("{\"atoms\":3}"), StringComparison.Ordinal);
        Assert.Contains("not a FastMtp checkpoint", Refuses("null"), StringComparison.Ordinal);
        Assert.Contains("version 99", Refuses(text.Replace("\"version\":1", "\"version\":99", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        Assert.Contains("do not fit together", Refuses(text.Replace("\"gradient\":[", "\"gradient\":[0,", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        Assert.Contains("truncated", Refuses(text.Replace("\"inverseHessian\":\"", "\"inverseHessian\":\"?", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        File.Delete(Place);
        Assert.Contains("no such checkpoint", Assert.Throws<InputException>(() => CheckpointFile.Read(Place)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void PlaceThatCannotBeWrittenIsToldBeforeTheTraining()
    {
        var problem = new ToyPotential();
        Assert.Throws<InputException>(() =>
            new Trainer(problem, Settings with { CheckpointPath = Path.Combine(_directory, "missing", "fit") }).Run());
        Assert.Equal(1, problem.Evaluations);
    }

    [Fact]
    public void PlaceThatIsLostLaterOnlyWarns()
    {
        var progress = new LosePlace(_directory);
        var result = new Trainer(new ToyPotential(), Settings, progress).Run();
        Directory.CreateDirectory(_directory);
        Assert.Equal(StoppingReason.StepLimit, result.Reason);
        Assert.Contains(progress.Warnings, w => w.Contains("cannot be written", StringComparison.Ordinal));
    }

    [Fact]
    public void OddNumbersAreKeptAndThoseThatAreNoneRefused()
    {
        new Trainer(new ToyPotential(), Settings with { Steps = 1 }).Run();
        var checkpoint = CheckpointFile.Read(Place);
        var odd = checkpoint with { Parameters = [-0.0, double.Epsilon, .. checkpoint.Parameters[2..]] };
        CheckpointFile.Write(Place, odd);
        Assert.Equal(odd.Parameters.Select(BitConverter.DoubleToInt64Bits),
            CheckpointFile.Read(Place).Parameters.Select(BitConverter.DoubleToInt64Bits));
        CheckpointFile.Write(Place, checkpoint with { Parameters = [double.NaN, .. checkpoint.Parameters[1..]] });
        Assert.Contains("a coefficient is out of range", Assert.Throws<InputException>(() => CheckpointFile.Read(Place)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void AnInverseHessianOfAnyLengthIsTheBase64TextOfItsBytes()
    {
        new Trainer(new ToyPotential(), Settings with { Steps = 1 }).Run();
        var checkpoint = CheckpointFile.Read(Place);
        // The longer ones are written in several parts.
        foreach (var n in new[] { 1, 2, 626, 627, 900 })
        {
            var random = new Random(n);
            double[] entries = [.. Enumerable.Range(0, n * (n + 1) / 2).Select(_ => random.NextDouble() - 0.5)];
            CheckpointFile.Write(
                Place, checkpoint with { Optimizer = checkpoint.Optimizer with { Point = new double[n], Gradient = new double[n],
                    InverseHessian = entries, InitialDiagonal = null } });
            Assert.Contains($"\"inverseHessian\":\"{Convert.ToBase64String(MemoryMarshal.AsBytes<double>(entries))}\"",
                File.ReadAllText(Place), StringComparison.Ordinal);
            Assert.Equal(entries, CheckpointFile.Read(Place).Optimizer.InverseHessian);
        }
    }

    private static void AssertSame(TrainingResult expected, TrainingResult actual)
    {
        Assert.Equal(expected.Final, actual.Final);
        Assert.Equal(expected.Best.Parameters, actual.Best.Parameters);
        Assert.Equal((expected.Best.Step, expected.Best.Loss), (actual.Best.Step, actual.Best.Loss));
        Assert.Equal((expected.Reason, expected.Evaluations), (actual.Reason, actual.Evaluations));
        Assert.Equal(Numbers(expected), Numbers(actual));
    }

    private static IEnumerable<(int, double, double, int, double?)> Numbers(TrainingResult result) =>
        result.History.Select(r => (r.Step, r.Loss, r.GradientNorm, r.Evaluations, r.ValidationLoss));

    /// <summary>Deletes the directory of the checkpoint after the first step.</summary>
    private sealed class LosePlace(string directory) : IProgress<TrainingProgress>
    {
        public List<string> Warnings { get; } = [];

        public void Report(TrainingProgress value)
        {
            if (value.Record.Step == 1) Directory.Delete(directory, recursive: true);
            if (value.Warning is { } warning) Warnings.Add(warning);
        }
    }
}
