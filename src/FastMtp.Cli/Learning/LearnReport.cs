using FastMtp.Cli.Terminals;
using FastMtp.Plots;
using FastMtp.Selection.Learning;

namespace FastMtp.Cli.Learning;

/// <summary>Prints the course of a loop and draws it.</summary>
internal sealed class LearnReport(Terminal terminal, string picture) : ILearningObserver
{
    private const double Milli = 1000;

    private static readonly (string Name, Func<RoundFit, SetErrors?> Of)[] Sets =
        [("training", fit => fit.Training), ("validation", fit => fit.Validation), ("test", fit => fit.Test)];

    private IReadOnlyList<Round> _rounds = [];

    /// <inheritdoc/>
    public void Begin(int round, string stage) => terminal.Line($"round {round}: {stage}");

    /// <inheritdoc/>
    public void Note(string sentence) => terminal.Note(sentence);

    /// <inheritdoc/>
    public void Report(IReadOnlyList<Round> rounds)
    {
        var isNew = rounds.Count > _rounds.Count;
        _rounds = [.. rounds];
        if (!isNew) return;
        var fit = rounds[^1].Fit;
        var errors = Sets.Where(set => set.Of(fit) is not null).Select(set => $"{set.Name} {InWords(set.Of(fit)!)}");
        terminal.Line($"  errors: {string.Join("; ", errors)}");
    }

    /// <summary>Prints the table of the rounds so far and draws the picture.</summary>
    public void Show()
    {
        if (_rounds.Count == 0) return;
        List<(string Title, Func<Round, string> Cell)> columns =
        [
            ("round›", round => $"{round.Number}"), ("set›", round => $"{round.Fit.Configurations}"),
            ("frames›", round => $"{round.Choice?.Frames}"), ("astray›", round => $"{round.Choice?.Astray}"),
            ("median grade›", round => Cell(round.Choice?.MedianGrade)), ("largest›", round => Cell(round.Choice?.LargestGrade)),
            ("spread, eV/Å›", round => Cell(round.Choice?.LargestSpread)),
            ("chosen›", round => $"{round.Choice?.Chosen}"), ("labelled›", round => $"{round.Labelled}"),
        ];
        foreach (var (name, of) in Sets)
        {
            columns.Add(($"{name} E›", round => Cell(Milli * of(round.Fit)?.Energy)));
            columns.Add(($"{name} F›", round => Cell(Milli * of(round.Fit)?.Force)));
        }
        var known = columns.Where(column => _rounds.Any(round => column.Cell(round).Length > 0)).ToArray();
        terminal.Line();
        terminal.Line("Rounds, with errors of energies (E, meV/atom) and force components (F, meV/Å)");
        var rows = _rounds.Select(round => Array.ConvertAll(known, column => column.Cell(round)));
        terminal.Table(known.Select(column => column.Title), rows);
        Pictures.Write(terminal, "Picture", picture, path => LearningPicture.Write(path, _rounds));
    }

    private static string InWords(SetErrors errors)
    {
        (double? Value, string Unit)[] all = [(Milli * errors.Energy, "meV/atom"), (Milli * errors.Force, "meV/Å"), (errors.Stress, "GPa")];
        return string.Join(", ", all.Where(error => error.Value is not null).Select(error => $"{Cell(error.Value)} {error.Unit}"));
    }

    private static string Cell(double? value) => value is { } number ? Format.Figures(number) : "";
}
