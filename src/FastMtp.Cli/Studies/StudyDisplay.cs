using FastMtp.Cli.Terminals;
using FastMtp.Training.Studies;
using Spectre.Console;

namespace FastMtp.Cli.Studies;

/// <summary>A live table of the last finished and the running fits, with the total time left.</summary>
internal sealed class StudyDisplay(LiveDisplayContext display) : IProgress<StudyProgress>
{
    private const int FinishedRows = 8;
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(0.2);

    private readonly Queue<string[]> _finished = [];
    private TimeSpan _shown = -Refresh;

    public void Report(StudyProgress value)
    {
        if (value.Finished is { } fit)
        {
            _finished.Enqueue(
            [
                $"{fit.Specification}", $"{fit.Steps}", Format.Figures(fit.Training.Loss), Number(fit.Validation?.Loss),
                Format.Duration(TimeSpan.FromSeconds(fit.Seconds)), "done",
            ]);
            if (_finished.Count > FinishedRows) _finished.Dequeue();
        }
        else if (value.Elapsed - _shown < Refresh)
        {
            return;
        }
        _shown = value.Elapsed;
        display.UpdateTarget(CreateTable(value));
    }

    private Table CreateTable(StudyProgress value)
    {
        var left = value.Remaining is { } remaining ? $", about {Format.Duration(remaining)} left" : "";
        var table = new Table
        {
            Border = TableBorder.Simple,
            Caption = new TableTitle($"{value.Done} of {value.Total} fits done after {Format.Duration(value.Elapsed)}{left}"),
        };
        table.AddColumn("fit");
        foreach (var title in (string[])["step", "loss", "validation loss", "time", "left at most"])
            table.AddColumn(new TableColumn(new Text(title)) { Alignment = Justify.Right });
        foreach (var row in _finished.Concat(value.Running.Select(Row))) table.AddRow(row.Select(cell => new Text(cell)));
        return table;
    }

    private static string[] Row(RunningFit fit) => fit.Last is { Record: var record } last
        ?
        [
            $"{fit.Specification}", $"{record.Step}", Format.Figures(record.Loss), Number(record.ValidationLoss),
            Format.Duration(TimeSpan.FromSeconds(record.Seconds)), last.Remaining is { } left ? Format.Duration(left) : "",
        ]
        : [$"{fit.Specification}", "", "", "", "", ""];

    private static string Number(double? value) => value is { } v ? Format.Figures(v) : "";
}
