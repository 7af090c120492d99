using FastMtp.Cli.Terminals;
using FastMtp.Training.Tuning;
using Spectre.Console;

namespace FastMtp.Cli.Tuning;

/// <summary>A live table of the candidates that were and are being fitted, with the best one so far and the time left.</summary>
internal sealed class TuneDisplay(LiveDisplayContext display) : IProgress<TuneProgress>
{
    private readonly LiveRows _rows = new(display, "candidate", "step", "µs/atom", "error, %", "");

    public void Report(TuneProgress value) => _rows.Show(
        TimeSpan.FromSeconds(value.Elapsed), value.Finished is { } one ? Row(one) : null, value.Running.Select(Row), () => Caption(value));

    private static string Caption(TuneProgress value)
    {
        var where = value.Rung is { } rung
            ? $"rung {rung.Number + 1} of {rung.Of}: {value.Done} of {Format.Count(rung.Candidates.Count, "candidate")}"
            : $"{Format.Count(value.Done, "cost")} measured";
        var best = value.Best is { } one ? $"; best so far {TuneReport.Short(one)}" : "";
        var left = value.Remaining is { } seconds ? $"; {Format.Duration(TimeSpan.FromSeconds(seconds))} left" : "";
        return $"{where}{best}{left}";
    }

    private static string[] Row(Placed one) =>
        [$"{one.Trial.Candidate}", $"{one.Trial.Steps}", Format.Figures(one.Cost), Format.Figures(100 * one.Trial.Error.Relative), "done"];

    private static string[] Row(RunningCandidate running) =>
        [$"{running.Candidate}", $"{running.Last?.Step}", "", "", running.Last is { } last ? $"loss {Format.Figures(last.Loss)}" : ""];
}
