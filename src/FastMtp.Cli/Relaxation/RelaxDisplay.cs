using FastMtp.Cli.Terminals;
using FastMtp.Properties.Relaxation;
using Spectre.Console;

namespace FastMtp.Cli.Relaxation;

/// <summary>The progress of a set of relaxations: one line that changes in a terminal, a line now and then elsewhere.</summary>
internal static class RelaxDisplay
{
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    /// <summary>Runs the relaxations and shows their progress.</summary>
    public static IReadOnlyList<Relaxed> Show(Terminal terminal, Func<IProgress<RelaxationProgress>, IReadOnlyList<Relaxed>> run) =>
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
