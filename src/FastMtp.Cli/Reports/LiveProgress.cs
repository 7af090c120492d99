using FastMtp.Training.History;
using Spectre.Console;

namespace FastMtp.Cli.Reports;

/// <summary>
/// A table whose last row follows the fit, with the errors of the last validation; recent rows with their own stay above it.
/// </summary>
internal sealed class LiveProgress(LiveDisplayContext display, ProgressColumns columns) : IProgress<TrainingProgress>
{
    private const int Rows = 12;
    private const double RefreshSeconds = 0.2;

    private readonly List<string[]> _kept = [];
    private string[] _last = [];
    private ErrorSummary? _validated;
    private string? _warning;
    private double _shown = double.NegativeInfinity;

    public void Report(TrainingProgress value)
    {
        _validated = value.Record.Validation ?? _validated;
        _last = columns.Row(value, _validated);
        _warning = value.Warning ?? _warning;
        if (value.Record.Validation is not null)
        {
            _kept.Add(_last);
            if (_kept.Count > Rows) _kept.RemoveAt(0);
        }
        if (value.Record.Seconds - _shown < RefreshSeconds) return;
        _shown = value.Record.Seconds;
        Show();
    }

    /// <summary>Shows the last report, which <see cref="Report"/> skips if it follows too soon after the one before.</summary>
    public void Show() => display.UpdateTarget(CreateTable(_kept.Contains(_last) ? _kept : [.. _kept, _last]));

    private Table CreateTable(IEnumerable<string[]> rows)
    {
        var table = new Table { Border = TableBorder.Simple, Caption = _warning is null ? null : new TableTitle(Markup.Escape(_warning)) };
        foreach (var title in columns.Titles) table.AddColumn(new TableColumn(new Text(title)) { Alignment = Justify.Right });
        foreach (var row in rows) table.AddRow(row.Select(cell => new Text(cell)));
        return table;
    }
}
