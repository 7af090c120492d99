using FastMtp.Selection.Learning;
using FastMtp.Selection.Reports;
using FastMtp.Tests.Shared;
using FastMtp.Training.Pruning;
using FastMtp.Training.Studies;

namespace FastMtp.Plots.Tests;

public class PictureTests
{
    private const string Blue = "#0072B2";
    private const string Orange = "#D55E00";
    private const string Green = "#009E73";

    [Fact]
    public void TheFontHasAllThatLabelsNeed() =>
        Assert.True(new EmbeddedFont().CreateTypeface(EmbeddedFont.Name, bold: false, italic: false)!.ContainsGlyphs(
            "Energy, meV/Å² ±1σ Δr r_min − 50 % (384) αβγµΣ"));

    [Fact]
    public void ALearningCurveHasBothSets()
    {
        var pixels = Draw(path => LearningCurve.Write(path, [Curve(40, 1)], 100, 30), 1, 1);
        Assert.True(pixels.Has(Blue) && pixels.Has(Orange));
        Assert.False(Draw(
            path => LearningCurve.Write(path, [[.. Curve(40, 1).Select(p => p with { ValidationLoss = null })]], 100, 0), 1, 1)
                .Has(Orange));
    }

    [Fact]
    public void ALearningCurveHasAPanelForEveryKnownError()
    {
        var known = Curve(40, 1).Select(p => p with
        {
            Training = new ErrorSummary(p.Loss, 1e-3 * p.Loss, 0.1 * p.Loss),
            Validation = p.ValidationLoss is { } loss ? new ErrorSummary(loss, 1e-3 * loss, 0.1 * loss) : null,
        });
        var pixels = Draw(path => LearningCurve.Write(path, [[.. known]], 100, 30), 2, 2);
        Assert.True(pixels.Has(Blue) && pixels.Has(Orange));
        var withoutValidation = known.Select(p => p with { Validation = null, ValidationLoss = null });
        Draw(path => LearningCurve.Write(path, [[.. withoutValidation]], 100, 0), 2, 2);
    }

    [Fact]
    public void EnsemblesSinglePointsAndBadNumbersCanBeDrawn()
    {
        Draw(path => LearningCurve.Write(path, [Curve(40, 1), Curve(30, 3)], 100, 30), 1, 1);
        Draw(path => LearningCurve.Write(path, [[new LearningPoint(0, 5, 5)]], 1, 1), 1, 1);
        Draw(path => LearningCurve.Write(
            path, [[new LearningPoint(0, 5, double.NaN), new LearningPoint(1, double.NaN, null), new LearningPoint(2, 0, 0)]], 1, 1), 1, 1);
    }

    [Fact]
    public void ALoopHasAPanelForEverythingThatIsKnown()
    {
        static Round Of(int number, RoundChoice? choice, SetErrors? test) =>
            new(number, new(10 + number, 640, new(0.001, 0.1, 2), null, test, 3), choice, choice?.Chosen);
        var choice = new RoundChoice(100, 20, 3, 5000, null, 30, 10);
        var pixels = Draw(path => LearningPicture.Write(path, [Of(0, choice, new(0.1, 2, null)), Of(1, null, new(0.01, 1, null))]), 2, 2);
        Assert.True(pixels.Has(Blue) && pixels.Has(Orange) && pixels.Has(Green));
        var ofCommittee = choice with { MedianGrade = null, LargestGrade = null, LargestSpread = 0.4 };
        Draw(path => LearningPicture.Write(path, [Of(0, ofCommittee, null)]), 2, 2);
    }

    [Fact]
    public void RanksHaveAPanelPerModelAndBothChoices()
    {
        FitGroup[] candidates = [.. ((int[])[2, 4, 5, 8]).SelectMany(r => Groups(RadialForm.Mf(r), 14, 48 * r, 400.0 / r)),
            .. Groups(RadialForm.Tf(4, 8, 4), 14, 304, 60)];
        var pixels = Draw(path => RankPicture.Write(path, Groups(RadialForm.Base, 14, 512, 50).Single(), candidates), 2, 1);
        Assert.True(pixels.Has(Blue) && pixels.Has(Orange) && pixels.Has(Green));
    }

    [Fact]
    public void LevelsHaveAPanelPerKnownQuantity()
    {
        FitGroup[] groups = [.. ((int[])[8, 12, 16]).SelectMany(level => (FitGroup[])
            [.. Groups(RadialForm.Base, level, 512, 1000.0 / level), .. Groups(RadialForm.Mf(4), level, 192, 1100.0 / level)])];
        // There is no stress, so three panels of two columns.
        Draw(path => LevelPicture.Write(path, groups), 2, 2);
    }

    [Fact]
    public void BasesHaveALinePerFamilyAndModel()
    {
        FitGroup[] groups = [.. ((int[])[8, 12, 16]).SelectMany(size => (FitGroup[])
            [
                .. Timed($"mtp:{size}", RadialForm.Base, 512, size), .. Timed($"ace:{size}", RadialForm.Base, 2048, 2 * size),
                .. Timed($"ace:{size}", RadialForm.Mf(size), 1024, 3 * size),
                .. Timed($"ace:{size}", RadialForm.Mf(size / 2), 512, 4 * size),
            ])];
        // There is an energy and a force.
        var pixels = Draw(path => BasisPicture.Write(path, groups), 2, 1);
        Assert.True(pixels.Has(Blue) && pixels.Has(Orange) && pixels.Has(Green));

        static IEnumerable<FitGroup> Timed(string basis, RadialForm model, int radialParameters, double time) =>
            Groups(model, basis, radialParameters, 1000 / time).Select(g => g with { MicrosecondsPerAtom = time });
    }

    [Fact]
    public void AugmentationHasAPanelPerChoice()
    {
        var standard = RadialForm.Mfra(8);
        FitGroup[] groups =
        [
            .. Groups(standard, 14, 384, 30), .. Groups(RadialForm.Mfra(8, interval: 40), 14, 384, 31),
            .. Groups(RadialForm.Mfra(8, minRank: 1), 14, 384, 40), .. Groups(RadialForm.Mfra(8, increment: 3), 14, 384, 33),
        ];
        Draw(path => AugmentationPicture.Write(path, standard, groups), 3, 1);
    }

    [Fact]
    public void APruningPathHasBothSetsAndMarksThePointThatIsTaken()
    {
        static PrunePoint Point(int functions, double? force, ErrorSummary? validation) => new()
        {
            Functions = [.. Enumerable.Range(0, functions)], Parameters = [], Cost = 0.1 * functions, Measured = 0.1 * functions,
            Products = 2 * functions, BasicMoments = functions, RadialFunctions = 4,
            Training = new(1, 0.002, force), Validation = validation,
        };
        PrunePoint[] path = [.. ((int[])[60, 40, 20]).Select(n => Point(n, 6.0 / n, new(1, 0.003, 9.0 / n)))];
        var pixels = Draw(file => PrunePicture.Write(file, path, path[1]), 2, 1);
        Assert.True(pixels.Has(Blue) && pixels.Has(Orange));
        Assert.False(Draw(file => PrunePicture.Write(file, path, null), 2, 1).Has(Orange));
        // Energies without forces, and nothing to validate on: one panel, one line.
        pixels = Draw(file => PrunePicture.Write(file, [.. ((int[])[60, 40]).Select(n => Point(n, null, null))], null), 1, 1);
        Assert.False(pixels.Has(Blue));
    }

    [Fact]
    public void ParityHasPredictionsAndDifferences()
    {
        var parity = new ParityPicture();
        var random = new Random(1);
        for (var i = 0; i < 50; i++)
        {
            var labelled = Cluster(energy: -10 + random.NextDouble(), forces: [random.NextDouble(), 0, 0]);
            parity.Add(labelled, new Prediction(
                labelled.Energy!.Value + 0.01 * random.NextDouble(), [1],
                [labelled.Forces![0] + 0.1 * random.NextDouble(), 0, 0], default));
        }
        Assert.True(Draw(parity.Write, 2, 2).Ink > 0.01);
    }

    [Fact]
    public void ParityNeedsLabels()
    {
        var parity = new ParityPicture();
        parity.Add(Cluster(null, null), new Prediction(1, [1], [0, 0, 0], default));
        Assert.Throws<InputException>(() => parity.Write("never.png"));
    }

    [Fact]
    public void ErrorsOfAReportAreDrawnForBothSets()
    {
        IReadOnlyList<Configuration> cells = GoldenData.Configurations();
        var potential = new Potential(GoldenData.Potential(6));
        var (both, training) = (FitReport.Of(potential, cells, cells, 1), FitReport.Of(potential, cells, [], 1));
        foreach (var draw in (Action<string, FitReport>[])[GroupErrorPicture.Write, ErrorDistributionPicture.Write])
        {
            var pixels = Draw(path => draw(path, both), 2, 1);
            Assert.True(pixels.Has(Blue) && pixels.Has(Orange));
            Assert.False(Draw(path => draw(path, training), 2, 1).Has(Orange));
        }
    }

    [Fact]
    public void StressesAreAThirdColumnOfParity()
    {
        var potential = new Potential(GoldenData.Potential(6));
        foreach (var (withStress, columns) in ((bool, int)[])[(true, 3), (false, 2)])
        {
            var parity = new ParityPicture(withStress);
            foreach (var cell in GoldenData.Configurations()) parity.Add(cell, potential.Evaluate(cell));
            Draw(parity.Write, columns, 2);
        }
    }

    [Fact]
    public void ErrorsOverTheAmountOfDataHaveATrendAndTheSmallerBasis()
    {
        static DataCurvePoint Point(string basis, int cells, double error) =>
            new(basis, cells, new(1, 1e-3 * error, 0.1 * error), new(1, 2e-3 * error, 0.2 * error));
        var curve = new DataCurve([Point("mtp:8", 10, 4), Point("mtp:8", 20, 2), Point("mtp:8", 40, 1)], Point("mtp:6", 40, 1.5));
        var pixels = Draw(path => DataCurvePicture.Write(path, curve), 2, 1);
        Assert.True(pixels.Has(Blue) && pixels.Has(Orange) && pixels.Has(Green));
        Assert.False(Draw(path => DataCurvePicture.Write(path, curve with { Smaller = null }), 2, 1).Has(Green));
    }

    private static PngPixels Draw(Action<string> write, int columns, int rows)
    {
        using var directory = new TemporaryDirectory();
        write(directory.PathOf("a.png"));
        var pixels = new PngPixels(directory.PathOf("a.png"));
        Assert.Equal((columns * 1120, rows * 840), pixels.Size);
        Assert.InRange(pixels.Ink, 0.005, 0.5);
        Assert.InRange(pixels.InkOfLeftLabel, 200, 20000);
        return pixels;
    }

    private static LearningPoint[] Curve(int steps, double scale) =>
        [.. Enumerable.Range(0, steps)
            .Select(i => new LearningPoint(i, scale * Math.Exp(-0.1 * i), i % 10 == 0 ? 0.3 * scale * Math.Exp(-0.08 * i) : null))];

    private static IReadOnlyList<FitGroup> Groups(RadialForm model, int level, int radialParameters, double loss) =>
        Groups(model, $"mtp:{level}", radialParameters, loss);

    private static IReadOnlyList<FitGroup> Groups(RadialForm model, string basis, int radialParameters, double loss) =>
        FitGroup.Of(((double[])[0.9, 1, 1.2]).Select((factor, seed) => new FitOutcome
    {
        Specification = new FitSpecification(model, basis, (ulong)seed),
        Fingerprint = "",
        RadialParameters = radialParameters,
        Parameters = radialParameters + 60,
        Training = new ErrorSummary(factor * loss),
        Validation = new ErrorSummary(factor * loss, 1e-3 * factor, 0.05 * factor),
        History = [],
        Steps = 1,
        BestStep = 1,
        Evaluations = 1,
        Reason = StoppingReason.StepLimit,
        Seconds = 1,
        CpuSeconds = 1,
    }));

    private static Configuration Cluster(double? energy, double[]? forces) =>
        new() { Types = [0], Positions = [0, 0, 0], Energy = energy, Forces = forces, Origin = "made up" };
}
