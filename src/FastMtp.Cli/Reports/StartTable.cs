using FastMtp.Cli.Terminals;
using FastMtp.Training.Starts;

namespace FastMtp.Cli.Reports;

/// <summary>Shows the starts of a fit as they compete, a line for each.</summary>
internal sealed class StartTable(Terminal terminal) : IProgress<StartTrial>
{
    private const int Width = 28;

    private bool _hasBegun;

    /// <inheritdoc/>
    public void Report(StartTrial value)
    {
        if (!_hasBegun) terminal.Line($"{"start",-Width} {"steps",6} {"training loss",14}");
        _hasBegun = true;
        terminal.Line($"{value.Name,-Width} {value.Steps,6} {Format.Figures(value.Loss),14}{(value.GoesOn ? "" : "  out")}");
    }

    /// <summary>Says that a fit is not one that has several starts.</summary>
    public static void NoteUntried(Terminal terminal, int starts) => terminal.Note(
        $"--starts {starts} has no effect: starts are tried only for {StartChoice.FewestNewtonSteps} steps or more "
        + $"({StartChoice.FewestSteps} of bfgs), and only if all coefficients are random at first and free.");
}
