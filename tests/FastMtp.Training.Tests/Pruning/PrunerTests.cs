using FastMtp.Basis;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Tests.Shared;
using FastMtp.Training.Compression;
using FastMtp.Training.Fits;
using FastMtp.Training.Loss;
using FastMtp.Training.Pruning;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Tests.Pruning;

public class PrunerTests
{
    private static readonly CostModel Costs = new(0.05, 0.02, 0.01, 0.003, 0.0005);
    private static readonly int[] Teacher = [0, 3, 7];

    [Fact]
    public void ASparseTeacherIsFound()
    {
        using var directory = new TemporaryDirectory();
        var (start, teacher, data) = (Start(), TeacherOf(Start()), Data());
        var (points, _) = Prune(directory, start, data, new PruneGoal(Share(teacher.Plan, start.Plan), null), smoothness: 0);
        var last = points[^1];
        Assert.True(last.Cost <= Costs.Of(new PlanGraph(teacher.Plan).Counts) + 1e-12);
        var path = string.Join("; ", points.Select(p => $"{string.Join(' ', p.Functions)}: cost {p.Cost}, loss {p.Training.Loss}"));
        Assert.True(Teacher.SequenceEqual(last.Functions), path);
        Assert.InRange(last.Validation!.ForceRmse!.Value, 0, 1e-2);
    }

    [Fact]
    public void ThreadsChangeNothing()
    {
        using var directory = new TemporaryDirectory();
        var potentials = ((int[])[1, 3]).Select(threads =>
            Prune(directory, Start(), Data(), new PruneGoal(0.6, null), threads, $"{threads}.jsonl").Potential.Parameters).ToArray();
        Assert.Equal(potentials[0], potentials[1]);
    }

    [Fact]
    public void ItGoesOnWhereItWasStopped()
    {
        using var directory = new TemporaryDirectory();
        var goal = new PruneGoal(0.6, null);
        var (expected, potential) = Prune(directory, Start(), Data(), goal);
        using var interrupt = new CancellationTokenSource();
        var stop = new Watch(value =>
        {
            if (value.Points.Count == 2 && value.Step == 1) interrupt.Cancel();
        });
        Assert.Throws<OperationCanceledException>(
            () => Prune(directory, Start(), Data(), goal, name: "cut.jsonl", progress: stop, cancellation: interrupt.Token));
        Assert.Equal(2, Journal(directory, "cut.jsonl").Points.Count);
        var (points, again) = Prune(directory, Start(), Data(), goal, name: "cut.jsonl");
        Assert.Equal(expected.Select(p => p.Parameters), points.Select(p => p.Parameters));
        Assert.Equal(potential.Parameters, again.Parameters);
        Assert.Throws<InputException>(() => new PruneJournal(directory.PathOf("cut.jsonl"), "other"));
    }

    [Fact]
    public void AFormOfTheRadialCoefficientsStays()
    {
        using var directory = new TemporaryDirectory();
        var start = Start();
        var compressed = RadialCompression.Truncate(start, RadialForm.Mf(3)).Potential;
        var (points, potential) = Prune(directory, compressed, Data(), new PruneGoal(0.7, null));
        Assert.Equal("mf 3", potential.RadialTensor.ToString());
        Assert.True(points[^1].Cost <= 0.7 * points[0].Cost);
        Assert.Contains("functions", potential.Metadata["pruned"]);
        Assert.NotNull(potential.ShortestDistances);
    }

    /// <summary>The start has too many parameters for its weights to be balanced; what is left has not.</summary>
    [Fact]
    public void FunctionsAreRemovedWithTheWeightsOfTheFit()
    {
        var large = PotentialModel.ForLevel(10, GoldenData.Species, new RadialBasis(2, 5, 52));
        var random = new SplitMix64(1);
        large = large.WithParameters([.. large.Parameters.Select(_ => random.NextSigned())]);
        var data = FitData.Of(GoldenData.Configurations(), [], GoldenData.Species, Weights, 5, threads: 1);
        Assert.Null(ForceBalance.Decide(large, data, TrainingSettings.Usual).Weights.Balance);
        var small = new PlanSubset(large.Plan, [0]).Of(large);

        var stages = new PruneStages(large, data, new PruneSettings(0, 0, null, 1e-6), Kernel, threads: 1);
        var removal = stages.Linear(small);
        var fit = stages.FitLast(small, null, false, null, CancellationToken.None);
        Assert.Contains("forces ×", fit.Potential.Metadata["loss"]);
        Assert.Equal(removal.Loss, fit.Course.History[0].Loss, 1e-6 * removal.Loss);
    }

    private static PruneJournal Journal(TemporaryDirectory directory, string name) => new(directory.PathOf(name), "test");

    private static (IReadOnlyList<PrunePoint> Points, PotentialModel Potential) Prune(TemporaryDirectory directory, PotentialModel start,
        FitData data, PruneGoal goal, int threads = 1, string name = "a.jsonl", IProgress<PruneProgress>? progress = null,
        double smoothness = 1e-6, CancellationToken cancellation = default)
    {
        var settings = new PruneSettings(2, 3, null, smoothness);
        var journal = Journal(directory, name);
        if (journal.Costs is null) journal.Add(new PruneEntry { Costs = Costs });
        var stages = new PruneStages(start, data, settings, Kernel, threads);
        var pruner = new Pruner(start, stages, new CostMeasurement(start, data, Kernel), settings, goal, journal, progress);
        var points = pruner.Run(cancellation);
        return (points, pruner.Finish(null, cancellation).Potential);
    }

    private static MtpKernel Kernel(BasisPlan plan) => KernelRegistry.For(plan);

    private static PotentialModel Start() => GoldenData.Potential(8);

    private static double Share(BasisPlan small, BasisPlan large) =>
        Costs.Of(new PlanGraph(small).Counts) / Costs.Of(new PlanGraph(large).Counts);

    /// <summary>Few functions of the start, each of which contributes as much to the labels.</summary>
    private static PotentialModel TeacherOf(PotentialModel start)
    {
        var cells = Cells();
        using var loss = new TrainingLoss(start, cells, [], Weights.For(cells, 4), threads: 1);
        var equations = loss.LinearSystem(start.Parameters);
        double[] sizes = [.. start.MomentCoefficients.Select((_, i) => Math.Sqrt(equations[4 + i, 4 + i]))];
        var size = start.MomentCoefficients.Zip(sizes, (xi, row) => Math.Abs(xi * row)).Max();
        return new PlanSubset(start.Plan, Teacher).Of(start with { MomentCoefficients = [.. sizes.Select(row => size / row)] });
    }

    private static LossWeights Weights => new() { Favor = Favor.Balanced };

    private static Configuration[] Cells()
    {
        var path = Path.Combine(GoldenData.Root, "examples", "train.xyz.gz");
        var all = ConfigurationFile.Read([path], new ReadOptions { Species = GoldenData.Species }).Configurations;
        return [.. all.Where((c, i) => i % 12 == 0 && c.Count < 40)];
    }

    /// <summary>Labels of the teacher.</summary>
    private static FitData Data()
    {
        using var evaluator = new Evaluator(TeacherOf(Start()), threads: 1);
        Configuration[] all =
        [
            .. Cells().Select(c =>
            {
                var exact = evaluator.Evaluate(c);
                return c with { Energy = exact.Energy, Forces = exact.Forces, Virial = exact.Virial };
            }),
        ];
        return FitData.Of([.. all.Where((_, i) => i % 4 != 0)], [.. all.Where((_, i) => i % 4 == 0)], GoldenData.Species, Weights,
            Start().Radial.Cutoff, threads: 1);
    }

    private sealed class Watch(Action<PruneProgress> report) : IProgress<PruneProgress>
    {
        public void Report(PruneProgress value) => report(value);
    }
}
