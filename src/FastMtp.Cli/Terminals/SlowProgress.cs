using System.Diagnostics;

namespace FastMtp.Cli.Terminals;

/// <summary>Lines of progress, now and then, of work that is often done soon.</summary>
internal static class SlowProgress
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);

    /// <summary>Prints a line now and then, and none if all is done soon.</summary>
    public static Action<string> Of(Terminal terminal)
    {
        var clock = Stopwatch.StartNew();
        return line =>
        {
            if (clock.Elapsed < Silence) return;
            clock.Restart();
            terminal.Line(line);
        };
    }
}
