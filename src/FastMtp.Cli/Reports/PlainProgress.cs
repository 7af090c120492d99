using FastMtp.Cli.Terminals;
using FastMtp.Training.History;

namespace FastMtp.Cli.Reports;

/// <summary>Prints a line at intervals, for files and pipes.</summary>
internal sealed class PlainProgress(Terminal terminal, ProgressColumns columns, int steps) : IProgress<TrainingProgress>
{
    private const int Lines = 20;
    private const double LongestSilence = 10;

    private readonly int[] _widths = [.. columns.Titles.Select(title => Math.Max(9, title.Length))];
    private double _printed = double.NegativeInfinity;

    public void Report(TrainingProgress value)
    {
        if (double.IsNegativeInfinity(_printed)) Print(columns.Titles);
        if (value.Warning is { } warning) terminal.Note(warning);
        var record = value.Record;
        if (!columns.AreKnown(value)) return;
        // Many steps are validated at multiples of ten.
        var interval = Math.Max(1, steps / Lines);
        if (interval > 10) interval = interval / 10 * 10;
        if (record.Step % interval != 0 && record.Seconds - _printed < LongestSilence) return;
        _printed = record.Seconds;
        Print(columns.Row(value, record.Validation));
    }

    private void Print(string[] cells) => terminal.Line(string.Join("  ", cells.Select((cell, i) => cell.PadLeft(_widths[i]))));
}
