using FastMtp.Cli.Terminals;
using FastMtp.Training.Studies;
using Spectre.Console;

namespace FastMtp.Cli.Studies;

/// <summary>Runs a study with progress on the terminal.</summary>
internal static class StudyRun
{
    /// <summary>Runs until the study is done or stopped.</summary>
    /// <returns>The outcomes; null with an exit code if the user stopped it.</returns>
    public static (IReadOnlyList<FitOutcome>? Outcomes, int ExitCode) Of(Terminal terminal, Study study, int jobs, int threads)
    {
        using var interruption = new Interruption(terminal);
        try
        {
            if (!terminal.IsLive) return (study.Run(jobs, threads, new StudyLines(terminal), interruption.Token), ExitCode.Success);
            var outcomes = terminal.Console.Live(new Text(""))
                .Start(display => study.Run(jobs, threads, new StudyDisplay(display), interruption.Token));
            return (outcomes, ExitCode.Success);
        }
        catch (OperationCanceledException)
        {
            return (null, interruption.Status);
        }
    }
}
