using FastMtp.Cli.Terminals;
using FastMtp.Training.Studies;

namespace FastMtp.Cli.Studies;

/// <summary>Prints a line for every finished fit, and one after each minute of silence, for files and pipes.</summary>
internal sealed class StudyLines(Terminal terminal) : IProgress<StudyProgress>
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    private TimeSpan _printed;

    public void Report(StudyProgress value)
    {
        if (value.Finished is null && value.Elapsed - _printed < LongestSilence) return;
        _printed = value.Elapsed;
        var left = value.Remaining is { } remaining && value.Done < value.Total ? $"; about {Format.Duration(remaining)} left" : "";
        var fits = value.Finished is { } fit ? Line(fit) : string.Join("; ", value.Running.Select(Line));
        terminal.Line($"{value.Done} of {value.Total}  {fits}{left}");
    }

    private static string Line(FitOutcome fit) =>
        $"{fit.Specification}: loss {Format.Figures(fit.Training.Loss)}"
        + (fit.Validation is { } v ? $", validation {Format.Figures(v.Loss)}" : "")
        + $", {Format.Count(fit.Steps, "step")} in {Format.Duration(TimeSpan.FromSeconds(fit.Seconds))}";

    private static string Line(RunningFit fit) =>
        fit.Last is { } last
            ? $"{fit.Specification}: step {last.Record.Step}, loss {Format.Figures(last.Record.Loss)}"
            : $"{fit.Specification}: starting";
}
