using System.CommandLine;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Reports;
using FastMtp.Cli.Terminals;
using FastMtp.Potentials;
using FastMtp.Training.Fits;

namespace FastMtp.Cli.Fits;

/// <summary>
/// The options of <c>fastmtp compress</c> for refitting the truncated potential: the data, and the fit options of <c>fastmtp train</c>.
/// </summary>
internal sealed class RefitOptions
{
    private readonly Option<string[]> _training = Options.FileList(
        "--refit", "Refit factors and linear coefficients to these configurations, starting from the truncated potential.");
    private readonly Option<string[]> _validation = Options.FileList(
        "--valid", "Validation configurations of the refit; the coefficients with the lowest loss on them are kept.");
    private readonly TrainOptions _how;
    private readonly Option[] _onlyWithRefit;

    public RefitOptions(Command command)
    {
        command.Add(_training);
        var first = command.Options.Count;
        command.Add(_validation);
        _how = new TrainOptions(command, choosesModel: false, startsRandom: false);
        _onlyWithRefit = [.. command.Options.Skip(first)];
    }

    /// <summary>Reads the data of the refit; null if none is requested.</summary>
    /// <exception cref="InputException">The options contradict each other, or the data cannot be used.</exception>
    public FitData? Read(ParseResult parsed, Terminal terminal, DataOptions reading, PotentialModel potential, int threads)
    {
        if (IsAsked(parsed))
        {
            _how.Settings(parsed, null).Validate();
            return FitInput.Read(
                terminal,
                parsed,
                reading,
                parsed.GetValue(_training)!,
                parsed.GetValue(_validation),
                potential.Species,
                _how.Weights(parsed),
                potential.Radial.Cutoff,
                threads);
        }
        if (_onlyWithRefit.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } idle)
            throw new InputException($"{idle.Name} applies only to a refit; name its data with --refit, or leave out {idle.Name}.");
        return null;
    }

    /// <summary>The data files of the refit.</summary>
    public string[] Files(ParseResult parsed) => [.. parsed.GetValue(_training) ?? [], .. parsed.GetValue(_validation) ?? []];

    /// <summary>True if a refit is requested.</summary>
    public bool IsAsked(ParseResult parsed) => parsed.GetValue(_training) is { Length: > 0 };

    /// <summary>Refits a truncated potential in its form and reports the fit. Cancellation keeps the best coefficients so far.</summary>
    public PotentialModel Fit(
        ParseResult parsed,
        Terminal terminal,
        FitData data,
        PotentialModel truncated,
        RadialForm model,
        int threads,
        CancellationToken cancellation)
    {
        var settings = _how.Settings(parsed, null) with { Model = model };
        using var task = new FitTask(truncated, data, settings, threads, PotentialInput.Kernel(truncated, data, settings));
        data = task.Data;
        TrainReport.Begin(terminal, truncated, model, data, task.Kernel);
        var (fitted, course) = FitDisplay.Show(
            terminal,
            task.Settings.Steps,
            data.Validation.Count > 0,
            data.Summary.WithVirial > 0,
            progress => task.Run(null, progress, cancellation));
        TrainReport.Stopped(terminal, course);
        terminal.Line($"The best coefficients, those of step {course.Best.Step}, are kept.");
        terminal.Line();
        // The notes on the truncation stay true.
        var earlier = truncated.Metadata.Where(entry => !fitted.Metadata.ContainsKey(entry.Key));
        return fitted with { Metadata = new Dictionary<string, string>([.. fitted.Metadata, .. earlier]) };
    }
}
