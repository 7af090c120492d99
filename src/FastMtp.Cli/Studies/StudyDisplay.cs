using FastMtp.Cli.Terminals;
using FastMtp.Training.Studies;
using Spectre.Console;

namespace FastMtp.Cli.Studies;

/// <summary>A live table of the last finished and the running fits, with the total time left.</summary>
internal sealed class StudyDisplay(LiveDisplayContext display) : IProgress<StudyProgress>
{
    private readonly LiveRows _rows = new(display, "fit", "step", "loss", "validation loss", "time", "left at most");

    public void Report(StudyProgress value) => _rows.Show(
        value.Elapsed, value.Finished is { } fit ? Row(fit) : null, value.Running.Select(Row), () => Caption(value));

    private static string Caption(StudyProgress value)
    {
        var left = value.Remaining is { } remaining ? $", about {Format.Duration(remaining)} left" : "";
        return $"{value.Done} of {value.Total} fits done after {Format.Duration(value.Elapsed)}{left}";
    }

    private static string[] Row(FitOutcome fit) =>
    [
        $"{fit.Specification}", $"{fit.Steps}", Format.Figures(fit.Training.Loss), Number(fit.Validation?.Loss),
        Format.Duration(TimeSpan.FromSeconds(fit.Seconds)), "done",
    ];

    private static string[] Row(RunningFit fit) => fit.Last is { Record: var record } last
        ?
        [
            $"{fit.Specification}", $"{record.Step}", Format.Figures(record.Loss), Number(record.ValidationLoss),
            Format.Duration(TimeSpan.FromSeconds(record.Seconds)), last.Remaining is { } left ? Format.Duration(left) : "",
        ]
        : [$"{fit.Specification}", "", "", "", "", ""];

    private static string Number(double? value) => value is { } v ? Format.Figures(v) : "";
}
