using System.Globalization;
using FastMtp.Cli.Terminals;
using FastMtp.Training.Tuning;

namespace FastMtp.Cli.Tuning;

/// <summary>Prints what a search has found.</summary>
internal static class TuneReport
{
    private const double Milli = 1000;
    private const double Percent = 100;

    /// <summary>Errors as they are shown while the search runs.</summary>
    public static string Short(Placed one) =>
        $"{one.Trial.Candidate}: {PercentOf(one.Trial.Error.Relative)} at {Format.Figures(one.Cost)} µs/atom";

    /// <summary>Prints the front with the winner.</summary>
    public static void Print(Terminal terminal, IReadOnlyList<Placed> results, Placed winner, Goal goal)
    {
        var front = Front.Of(results);
        terminal.Line();
        terminal.Line(
            $"The front: of {Format.Count(results.Count, "candidate")}, those that no other beats in both error and cost. "
            + "Errors are on data that were not fitted, in % of the spread of the labels.");
        terminal.Table(
            ["", "basis", "cutoff, Å›", "polynomials›", "form", "favors", "µs/atom›", "steps›", "error, %›", "meV/atom›", "meV/Å›"],
            front.Union([winner]).OrderBy(p => p.Cost).Select(p => Row(p, p == winner)));
        terminal.Line(Sentence(winner, goal));
    }

    private static string Sentence(Placed winner, Goal goal) => goal switch
    {
        { Cost: { } cost } => $"→ the most accurate one of at most {Format.Figures(cost)} µs/atom",
        { Error: { } target } when winner.Error <= target => $"→ the cheapest one with an error of at most {PercentOf(target)}",
        { Error: { } target } => $"→ the most accurate one: none has reached {PercentOf(target)}; allow more time, or add data",
        _ => $"→ recommended: from here on, twice the cost is worth less than {PercentOf(Goal.WorthTwiceTheCost)} of the error",
    };

    private static string[] Row(Placed one, bool isWinner)
    {
        var ((basis, cutoff, size, form, _), trial) = (one.Trial.Candidate, one.Trial);
        return
        [
            isWinner ? "→" : "", basis, cutoff.ToString(CultureInfo.InvariantCulture), $"{size}", form.ShortName,
            trial.Candidate.Favored ?? "", Format.Figures(one.Cost), $"{trial.Steps}",
            Format.Figures(Percent * trial.Error.Relative), Number(trial.Error.Energy), Number(trial.Error.Force),
        ];
    }

    private static string Number(double? error) => error is { } e ? Format.Figures(Milli * e) : "";

    private static string PercentOf(double share) => $"{Format.Figures(Percent * share)} %";
}
