using Spectre.Console;

namespace FastMtp.Cli.Terminals;

/// <summary>A live table of what was finished last and of what is under way.</summary>
/// <param name="display">Where it is shown.</param>
/// <param name="name">Title of the first column.</param>
/// <param name="values">Titles of the others.</param>
internal sealed class LiveRows(LiveDisplayContext display, string name, params string[] values)
{
    private const int FinishedRows = 8;
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(0.2);

    private readonly Queue<string[]> _finished = [];
    private TimeSpan _shown = -Refresh;

    /// <summary>Shows the table, unless nothing was finished and it was shown a moment ago.</summary>
    /// <param name="elapsed">Time since the start.</param>
    /// <param name="finished">A row that is finished; null for none.</param>
    /// <param name="running">The rows under way.</param>
    /// <param name="caption">What stands below.</param>
    public void Show(TimeSpan elapsed, string[]? finished, IEnumerable<string[]> running, Func<string> caption)
    {
        if (finished is not null)
        {
            _finished.Enqueue(finished);
            if (_finished.Count > FinishedRows) _finished.Dequeue();
        }
        else if (elapsed - _shown < Refresh)
        {
            return;
        }
        _shown = elapsed;
        var table = new Table { Border = TableBorder.Simple, Caption = new TableTitle(caption()) };
        table.AddColumn(name);
        foreach (var title in values) table.AddColumn(new TableColumn(new Text(title)) { Alignment = Justify.Right });
        foreach (var row in _finished.Concat(running)) table.AddRow(row.Select(cell => new Text(cell)));
        display.UpdateTarget(table);
    }
}
