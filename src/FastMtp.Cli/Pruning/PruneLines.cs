using System.Diagnostics;
using FastMtp.Cli.Terminals;
using FastMtp.Training.Pruning;

namespace FastMtp.Cli.Pruning;

/// <summary>Prints a line for every point, and now and then what is being done, for files and pipes.</summary>
internal sealed class PruneLines(Terminal terminal) : IProgress<PruneProgress>
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    private readonly Stopwatch _silence = Stopwatch.StartNew();
    private int _printed = -1;

    public void Report(PruneProgress value)
    {
        // What an earlier run has reached is printed once, too.
        if (_printed < value.Points.Count)
        {
            if (_printed < 0) Print(PruneTable.Titles);
            for (_printed = Math.Max(0, _printed); _printed < value.Points.Count; _printed++)
                Print(PruneTable.Row(value.Points[_printed], value.Points[0]));
            _silence.Restart();
        }
        if (value.What.Length == 0 || _silence.Elapsed < LongestSilence) return;
        terminal.Line(PruneTable.State(value));
        _silence.Restart();
    }

    private void Print(IReadOnlyList<string> cells) =>
        terminal.Line(string.Join("  ", cells.Select((cell, i) => cell.PadLeft(Math.Max(7, PruneTable.Titles[i].Length)))));
}
