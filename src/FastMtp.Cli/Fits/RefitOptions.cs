using System.CommandLine;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Reports;
using FastMtp.Cli.Terminals;
using FastMtp.Potentials;
using FastMtp.Training.Fits;

namespace FastMtp.Cli.Fits;

/// <summary>The options of <c>fastmtp compress</c> that ask for a fit of the truncated potential: data, and how to fit as for <c>fastmtp train</c>.</summary>
internal sealed class RefitOptions
{
    private readonly Option<string[]> _training = Options.FileList("--refit", "Fit factors and linear coefficients again to these configurations, from the truncated ones.");
    private readonly Option<string[]> _validation = Options.FileList("--valid", "Configurations to watch during the refit; the coefficients with the lowest loss on them are kept.");
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

    /// <summary>Reads what to fit to; null if no fit is asked for.</summary>
    /// <exception cref="InputException">The options contradict each other, or the data cannot be fitted to.</exception>
    public FitData? Read(ParseResult parsed, Terminal terminal, DataOptions reading, PotentialModel potential, int threads)
    {
        if (IsAsked(parsed))
        {
            _how.Settings(parsed, null).Validate();
            return FitInput.Read(terminal, parsed, reading, parsed.GetValue(_training)!, parsed.GetValue(_validation), potential, _how.Weights(parsed), potential.Radial.Cutoff, threads);
        }
        if (_onlyWithRefit.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } idle)
            throw new InputException($"{idle.Name} says how to fit again; name the data to fit to with --refit, or leave it out.");
        return null;
    }

    /// <summary>True if a fit is asked for.</summary>
    public bool IsAsked(ParseResult parsed) => parsed.GetValue(_training) is { Length: > 0 };

    /// <summary>Fits a truncated potential in its form, and says how that went. An interruption ends it early, with the best coefficients so far.</summary>
    public PotentialModel Fit(ParseResult parsed, Terminal terminal, FitData data, PotentialModel truncated, RadialForm model, int threads, CancellationToken cancellation)
    {
        var settings = _how.Settings(parsed, null) with { Model = model };
        using var task = new FitTask(truncated, data, settings, threads, PotentialInput.Kernel(truncated.Plan));
        TrainReport.Begin(terminal, truncated, model, data, task.Kernel);
        var (fitted, course) = FitDisplay.Show(terminal, settings.Steps, data.Validation.Count > 0, data.Summary.WithVirial > 0, progress => task.Run(null, progress, cancellation));
        TrainReport.Stopped(terminal, course);
        terminal.Line($"The coefficients of step {course.Best.Step} are kept, the best seen.");
        terminal.Line();
        return fitted;
    }
}
