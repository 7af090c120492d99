using System.Diagnostics;
using FastMtp.Training.Pruning;
using Spectre.Console;

namespace FastMtp.Cli.Pruning;

/// <summary>A live table of the path with what is being done and the time left.</summary>
internal sealed class PruneDisplay(LiveDisplayContext display) : IProgress<PruneProgress>
{
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(0.2);

    private readonly Stopwatch _shown = new();

    public void Report(PruneProgress value)
    {
        if (_shown.IsRunning && value.Step > 0 && _shown.Elapsed < Refresh) return;
        _shown.Restart();
        var table = new Table { Border = TableBorder.Simple, Caption = new TableTitle(PruneTable.State(value)) };
        foreach (var title in PruneTable.Titles) table.AddColumn(new TableColumn(new Text(title)) { Alignment = Justify.Right });
        foreach (var point in value.Points) table.AddRow(PruneTable.Row(point, value.Points[0]).Select(cell => new Text(cell)));
        display.UpdateTarget(table);
    }
}
