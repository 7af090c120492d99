using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Tests.Shared;
using FastMtp.Training.Checkpoints;
using FastMtp.Training.Fits;
using FastMtp.Training.Forms;
using FastMtp.Training.History;
using FastMtp.Training.Loss;
using FastMtp.Training.Settings;
using FastMtp.Training.Tests.Distribution;

namespace FastMtp.Training.Tests.Outliers;

public class OutlierFitTests
{
    private const int WrongEnergy = 3;
    private const int WrongForces = 25;
    private const int WrongVirial = 11;

    private static readonly SpeciesList Species = SpeciesList.Parse("Nb,Ta");
    private static readonly TrainingSettings Newton = TrainingSettings.Usual with
    {
        Steps = 21, FinalSteps = 3, LossTolerance = 0, CheckpointInterval = 1, DistrustsOutliers = true,
    };
    private static readonly TrainingSettings Bfgs = new()
    {
        Steps = 210, FinalSteps = 10, LossTolerance = 0, CheckpointInterval = 1, DistrustsOutliers = true,
    };

    private static readonly Configuration[] Right =
    [
        .. Configurations.Read(Path.Combine(GoldenData.Root, "examples", "train.xyz.gz")).Where(c => c.ConfigType == "NbTa_SS").Take(32),
    ];

    private static readonly Configuration[] Wrong = [.. Right.Select((c, i) => i switch
    {
        WrongEnergy => c with { Energy = c.Energy + 0.5 * c.Count },
        WrongForces => c with { Forces = [.. c.Forces!.Select(force => 2 * force)] },
        WrongVirial => c with { Virial = 10 * c.Virial },
        _ => c,
    })];

    [Fact]
    public void WrongLabelsAreNamedAndDoNoHarm()
    {
        var fitted = Fit(Wrong, true);
        Assert.True(fitted.Distrusted.Count == 3, string.Join("; ", fitted.Distrusted));
        Assert.Contains(fitted.Distrusted, label => label.StartsWith($"{Right[WrongEnergy].Origin}: energy off by 5"));
        Assert.Contains(fitted.Distrusted, label => label.StartsWith($"{Right[WrongForces].Origin}: forces off by "));
        Assert.Contains(fitted.Distrusted, label => label.StartsWith($"{Right[WrongVirial].Origin}: stress off by "));
        // All labels are fitted closely, if they are right.
        var (found, spoiled) = (Errors(fitted), Errors(Fit(Wrong, false)));
        Assert.True(spoiled.EnergyRmse > 0.02 && found.EnergyRmse < 1e-3, $"{found}, {spoiled}");
        Assert.True(spoiled.ForceRmse > 0.1 && found.ForceRmse < 0.02, $"{found}, {spoiled}");
    }

    [Fact]
    public void RightLabelsCountAsEver()
    {
        var (distrusting, keeping) = (Fit(Right, true), Fit(Right, false));
        Assert.Empty(distrusting.Distrusted);
        Assert.Equal(keeping.Potential.Model.Parameters, distrusting.Potential.Model.Parameters);
    }

    [Fact]
    public void NoFitDistrustsByItself()
    {
        Assert.False(Task(Newton with { DistrustsOutliers = TrainingSettings.Usual.DistrustsOutliers }).Settings.DistrustsOutliers);
        Assert.True(Task(Newton).Settings.DistrustsOutliers);
    }

    public static TheoryData<string, string, int[]> Ways => new()
    {
        { "newton", "base", [] }, { "newton", "mf", [2] }, { "bfgs", "base", [] }, { "bfgs", "rmf", [2] },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    internal void ThreadsAndInterruptionsDecideNothing(string method, string name, int[] ranks)
    {
        using var directory = new TemporaryDirectory();
        var isNewton = method == "newton";
        var settings = (isNewton ? Newton : Bfgs) with { Model = RadialForms.All.Single(f => f.Name == name).With(ranks, null!) };
        using var whole = Task(settings);
        var expected = whole.Run();
        Assert.NotEmpty(expected.Distrusted);
        using var threaded = Task(settings, 3);
        var found = threaded.Run();
        Assert.Equal(expected.Potential.Parameters, found.Potential.Parameters);
        Assert.Equal(expected.Distrusted, found.Distrusted);
        // Before, at and after examinations.
        foreach (var step in isNewton ? (int[])[3, 4, 7] : [80])
        {
            var cut = Cut(settings with { CheckpointPath = directory.PathOf("fit.json") }, step);
            Assert.Equal(expected.Potential.Parameters, cut.Potential.Parameters);
            Assert.Equal(expected.Distrusted, cut.Distrusted);
        }
    }

    [Fact]
    public void ProcessesAgree()
    {
        var expected = Run();
        using var alone = Task(Newton);
        Assert.Equal(alone.Run().Distrusted.Select(Label).Order(), expected.Distrusted.Select(Label).Order());
        Assert.Equal(expected.Potential.Parameters, Run().Potential.Parameters);

        static string Label(string words) => words.Split(" off by ")[0];

        static Fitted Run() => ThreadRanks.Run(3, ranks =>
        {
            using var task = new FitTask(Shape, Data(), Newton, 1, null, ranks);
            if (ranks.Rank == 0) return task.Run();
            task.Serve();
            return null;
        })[0]!;
    }

    [Fact]
    public void AnotherTreatmentIsAnotherFit()
    {
        using var directory = new TemporaryDirectory();
        var settings = Newton with { Steps = 2, CheckpointPath = directory.PathOf("fit.json") };
        using (var first = Task(settings)) first.Run();
        using var second = Task(settings with { DistrustsOutliers = false });
        var error = Assert.Throws<InputException>(() => second.Run(CheckpointFile.Read(settings.CheckpointPath)));
        Assert.Contains("distrusts outliers", error.Message);
    }

    private static Fitted Cut(TrainingSettings settings, int step)
    {
        using var stop = new CancellationTokenSource();
        using (var first = Task(settings)) Assert.True(first.Run(null, new StopAt(step, stop), stop.Token).IsCancelled);
        using var second = Task(settings);
        return second.Run(CheckpointFile.Read(settings.CheckpointPath!));
    }

    private static FitResult Fit(Configuration[] cells, bool distrusts) => FastMtp.Fit.Run(cells, new FitOptions
    {
        Species = Species, Level = 6, RadialSize = 6, Steps = Newton.Steps, Threads = 1, DistrustsOutliers = distrusts,
        // So few cells bend to a wrong energy that counts for much more than forces and stresses.
        Weights = Usual with { Favor = null, Force = 2 * Usual.Force, Stress = 5 * Usual.Stress },
    });

    private static ErrorSummary Errors(FitResult fitted)
    {
        var cells = Right.Select(c => c.For(Species)).ToArray();
        using var loss = new TrainingLoss(fitted.Potential.Model, cells, [], new LossWeights(), 1);
        loss.Evaluate(fitted.Potential.Model.Parameters, new double[loss.Dimension]);
        return loss.TrainingErrors!;
    }

    private static readonly LossWeights Usual = new LossWeights { Favor = Favor.Balanced }.For([.. Right.Select(c => c.For(Species))], 2);

    private static PotentialModel Shape => PotentialModel.ForBasis("mtp:6", Species, new RadialBasis(2, 5, 6));

    private static FitData Data(LossWeights? weights = null) =>
        FitData.Of(Wrong, [], Species, weights ?? new LossWeights { Favor = Favor.Balanced }, 5, 1, HoldOut.Usual);

    private static FitTask Task(TrainingSettings settings, int threads = 1, LossWeights? weights = null) =>
        new(Shape, Data(weights), settings, threads);

    private sealed class StopAt(int step, CancellationTokenSource stop) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Record.Step == step) stop.Cancel();
        }
    }
}
