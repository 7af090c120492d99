using FastMtp.Cli.Terminals;
using FastMtp.Training.Tuning;
using Spectre.Console;

namespace FastMtp.Cli.Tuning;

/// <summary>A live table of the candidates that were and are being fitted, with the best one so far and the time left.</summary>
internal sealed class TuneDisplay(LiveDisplayContext display) : IProgress<TuneProgress>
{
    private const int FinishedRows = 8;
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(0.2);

    private readonly Queue<string[]> _finished = [];
    private double _shown = double.NegativeInfinity;

    public void Report(TuneProgress value)
    {
        if (value.Finished is { } one)
        {
            _finished.Enqueue(
            [
                $"{one.Trial.Candidate}", $"{one.Trial.Steps}",
                Format.Figures(one.Cost), Format.Figures(100 * one.Trial.Error.Relative), "done",
            ]);
            if (_finished.Count > FinishedRows) _finished.Dequeue();
        }
        else if (value.Elapsed - _shown < Refresh.TotalSeconds)
        {
            return;
        }
        _shown = value.Elapsed;
        display.UpdateTarget(CreateTable(value));
    }

    private Table CreateTable(TuneProgress value)
    {
        var where = value.Rung is { } rung
            ? $"rung {rung.Number + 1} of {rung.Of}: {value.Done} of {Format.Count(rung.Candidates.Count, "candidate")}"
            : $"{Format.Count(value.Done, "cost")} measured";
        var best = value.Best is { } one ? $"; best so far {TuneReport.Short(one)}" : "";
        var left = value.Remaining is { } seconds ? $"; {Format.Duration(TimeSpan.FromSeconds(seconds))} left" : "";
        var table = new Table { Border = TableBorder.Simple, Caption = new TableTitle($"{where}{best}{left}") };
        table.AddColumn("candidate");
        foreach (var title in (string[])["step", "µs/atom", "error, %", ""])
            table.AddColumn(new TableColumn(new Text(title)) { Alignment = Justify.Right });
        foreach (var row in _finished.Concat(value.Running.Select(Row))) table.AddRow(row.Select(cell => new Text(cell)));
        return table;
    }

    private static string[] Row(RunningCandidate running) =>
        [$"{running.Candidate}", $"{running.Last?.Step}", "", "", running.Last is { } last ? $"loss {Format.Figures(last.Loss)}" : ""];
}
