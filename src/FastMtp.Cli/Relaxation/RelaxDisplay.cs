using FastMtp.Cli.Terminals;
using FastMtp.Properties.Relaxation;
using Spectre.Console;

namespace FastMtp.Cli.Relaxation;

/// <summary>The progress of a set of relaxations: one line that changes in a terminal, a line now and then elsewhere.</summary>
internal static class RelaxDisplay
{
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    /// <summary>Runs relaxations until they end or a signal stops them, and shows their progress.</summary>
    /// <returns>The ends; null if it was stopped, which the terminal has the exit code for.</returns>
    public static IReadOnlyList<Relaxed>? Run(
        Terminal terminal, RelaxationSet set, IReadOnlyList<Configuration> starts, RelaxationJournal? journal)
    {
        using var interruption = new Interruption(terminal);
        try
        {
            return Show(terminal, progress => set.Run(starts, journal, progress, interruption.Token));
        }
        catch (OperationCanceledException)
        {
            terminal.Note("stopped; run the same command again to continue.");
            return null;
        }
    }

    private static IReadOnlyList<Relaxed> Show(Terminal terminal, Func<IProgress<RelaxationProgress>, IReadOnlyList<Relaxed>> run) =>
        terminal.IsLive
            ? terminal.Console.Live(new Text("")).Start(display => run(new Lines(Refresh, line => display.UpdateTarget(new Text(line)))))
            : run(new Lines(Silence, terminal.Line));

    private sealed class Lines(TimeSpan interval, Action<string> print) : IProgress<RelaxationProgress>
    {
        private TimeSpan _printed;

        public void Report(RelaxationProgress value)
        {
            if (value.Elapsed - _printed < interval) return;
            _printed = value.Elapsed;
            var left = value.Remaining is { } remaining ? $", about {Format.Duration(remaining)} left" : "";
            print($"{value.Done} of {value.Total} structures: {value.Converged} converged, {value.Failed} failed{left}");
        }
    }
}
