using FastMtp.Cli.Terminals;
using FastMtp.Training.Tuning;

namespace FastMtp.Cli.Tuning;

/// <summary>Prints a line for every rung and every candidate that is through with one, for files and pipes.</summary>
internal sealed class TuneLines(Terminal terminal) : IProgress<TuneProgress>
{
    private int _rung = -1;

    public void Report(TuneProgress value)
    {
        if (value.Rung is not { } rung)
        {
            terminal.Line($"{Format.Count(value.Done, "cost")} measured{Left(value)}");
            return;
        }
        if (rung.Number != _rung)
        {
            _rung = rung.Number;
            terminal.Line($"rung {rung.Number + 1} of {rung.Of}: {Format.Count(rung.Candidates.Count, "candidate")}, "
                + $"{Format.Count(rung.Allowances[0].Steps, "step")} each");
        }
        if (value.Finished is { } one)
            terminal.Line($"{value.Done} of {rung.Candidates.Count}  {TuneReport.Short(one)}, step {one.Trial.Steps}{Left(value)}");
    }

    private static string Left(TuneProgress value) =>
        value.Remaining is { } left ? $"; {Format.Duration(TimeSpan.FromSeconds(left))} left" : "";
}
