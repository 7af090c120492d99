using FastMtp.Cli.Terminals;
using FastMtp.Plots;
using FastMtp.Selection.Learning;

namespace FastMtp.Cli.Learning;

/// <summary>Prints the course of a loop and draws it.</summary>
internal sealed class LearnReport(Terminal terminal, string picture) : ILearningObserver
{
    private const double Milli = 1000;

    private IReadOnlyList<Round> _rounds = [];

    /// <inheritdoc/>
    public void Begin(int round, string stage) => terminal.Line($"round {round}: {stage}");

    /// <inheritdoc/>
    public void Note(string sentence) => terminal.Note(sentence);

    /// <inheritdoc/>
    public void Report(IReadOnlyList<Round> rounds) => _rounds = [.. rounds];

    /// <summary>Prints the table of the rounds so far and draws the picture.</summary>
    public void Show()
    {
        if (_rounds.Count == 0) return;
        var (hasSpread, hasGrade) = (_rounds.Any(round => round.Choice?.LargestSpread is not null), _rounds.Any(round => round.Choice?.LargestGrade is not null));
        (string Name, Func<RoundFit, SetErrors?> Of)[] sets =
            [("training", fit => fit.Training), ("validation", fit => fit.Validation), ("test", fit => fit.Test)];
        sets = [.. sets.Where(set => set.Of(_rounds[0].Fit) is not null)];
        terminal.Line();
        terminal.Line($"Rounds: sets, frames, and errors in meV/atom and meV/Å on {string.Join(", ", sets.Select(set => set.Name))} data");
        terminal.Table(
            [
                "round›", "set›", "frames›", "astray›", .. hasGrade ? ["median grade›", "largest›"] : (string[])[],
                .. hasSpread ? ["spread, eV/Å›"] : (string[])[], "chosen›", "labelled›", .. sets.SelectMany(set => (string[])[$"{set.Name} E›", "F›"]),
            ],
            _rounds.Select(round => (string[])
            [
                $"{round.Number}", $"{round.Fit.Configurations}", $"{round.Choice?.Frames}", $"{round.Choice?.Astray}",
                .. hasGrade ? [Cell(round.Choice?.MedianGrade), Cell(round.Choice?.LargestGrade)] : (string[])[],
                .. hasSpread ? [Cell(round.Choice?.LargestSpread)] : (string[])[], $"{round.Choice?.Chosen}", $"{round.Labelled}",
                .. sets.SelectMany(set => (string[])[Cell(Milli * set.Of(round.Fit)?.Energy), Cell(Milli * set.Of(round.Fit)?.Force)]),
            ]));
        Pictures.Write(terminal, "Picture", picture, path => LearningPicture.Write(path, _rounds));
    }

    private static string Cell(double? value) => value is { } number ? Format.Figures(number) : "";
}
