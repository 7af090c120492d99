using FastMtp.Cli.Terminals;
using FastMtp.Files.PotentialFiles;
using FastMtp.Potentials;
using FastMtp.Training.Fits;
using FastMtp.Training.Moments;
using FastMtp.Training.Settings;
using FastMtp.Training.Studies;

namespace FastMtp.Cli.Studies;

/// <summary>A study whose data have been read.</summary>
internal sealed class StudySession(
    Terminal terminal,
    FitData data,
    TrainingSettings settings,
    Func<string, PotentialModel> shapeOf,
    StudyDirectory directory,
    int seeds,
    int jobs,
    int threads)
{
    private readonly Dictionary<string, PotentialModel> _shapes = [];

    /// <summary>BFGS steps of each fit.</summary>
    public int Steps => settings.Steps;

    /// <summary>The layout of the coefficients of a potential with a basis.</summary>
    public ParameterLayout Layout(string basis) => Shape(basis).Layout;

    /// <summary>The fits of the given models with a basis, one for each seed.</summary>
    public IEnumerable<FitSpecification> Fits(IEnumerable<RadialForm> models, string basis, int? momentRank = null) => models.SelectMany(
        model => Enumerable.Range(0, seeds).Select(i => new FitSpecification(model, basis, settings.Seed + (ulong)i, momentRank)));

    /// <summary>Runs the fits that are not recorded yet.</summary>
    /// <param name="name">Name of the table to write.</param>
    /// <param name="fits">The fits.</param>
    /// <param name="measuresTime">True to measure afterwards how long the potentials take.</param>
    /// <returns>The groups; null with an exit code if the user stopped the study.</returns>
    public (IReadOnlyList<FitGroup>? Groups, int ExitCode) Run(string name, IEnumerable<FitSpecification> fits, bool measuresTime = false)
    {
        FitSpecification[] all = [.. fits.DistinctBy(fit => fit.ToString())];
        foreach (var fit in all)
        {
            _ = fit.Model.ParameterCount(Layout(fit.Basis!).RadialShape);
            if (fit.MomentRank is { } rank) _ = new EquivariantTrain(Shape(fit.Basis!).Plan, rank);
        }
        var record = new StudyRecord(directory.RecordPath);
        var runner = new FitRunner(data, settings, basis => Shape(basis!), directory.PotentialOf) { Resumes = true };
        var known = all.Count(fit => record.Find(fit, runner.Fingerprint(fit)) is not null);
        terminal.Line(
            $"{Format.Count(all.Length, "fit")} of {Format.Count(settings.Steps, "step")} to "
            + $"{Format.Count(data.Training.Count, "configuration")}, {data.Validation.Count} for validation"
            + (known > 0 ? $"; {known} already done" : ""));
        var (outcomes, exitCode) = StudyRun.Of(terminal, new Study(all, runner, record), jobs, threads);
        if (outcomes is null)
        {
            terminal.Note("stopped; run the same command again to continue.");
            return (null, exitCode);
        }
        var groups = FitGroup.Of(outcomes);
        if (measuresTime) groups = Timed(groups);
        StudyCsv.WriteGroups(directory.PathOf($"{name}.csv"), groups);
        terminal.Line($"Table: {directory.PathOf($"{name}.csv")}");
        return (groups, exitCode);
    }

    /// <summary>Writes a picture into the directory of the study.</summary>
    public void Draw(string name, Action<string> write) =>
        Pictures.Write(terminal, "Picture", directory.PathOf($"{name}.png"), write);

    // The time depends on basis and model, not on the seed.
    private IReadOnlyList<FitGroup> Timed(IReadOnlyList<FitGroup> groups)
    {
        var potentials = groups.Select(g => PotentialFile.Read(directory.PotentialOf(g.Fits[0].Specification))).ToArray();
        var times = EvaluationTime.Of(potentials, data.Validation);
        return [.. groups.Zip(times, (group, time) => group with { MicrosecondsPerAtom = time })];
    }

    private PotentialModel Shape(string basis)
    {
        lock (_shapes)
        {
            if (!_shapes.TryGetValue(basis, out var shape)) _shapes[basis] = shape = shapeOf(basis);
            return shape;
        }
    }
}
