using FastMtp.Cli.Terminals;
using FastMtp.Selection.Reports;
using static System.FormattableString;

namespace FastMtp.Cli.FitReports;

/// <summary>Groups and sets of species with errors larger than all others, and why.</summary>
internal static class GroupText
{
    /// <summary>Groups that are named; more are counted.</summary>
    private const int MostGroups = 5;

    /// <summary>An item for each of the first.</summary>
    public static IEnumerable<(string Head, string Text)> Of(FitReport facts)
    {
        var groups = facts.Worse.GroupBy(worse => (worse.Name, worse.IsGroup)).ToArray();
        foreach (var group in groups.Take(MostGroups))
        {
            var first = group.First();
            var errors = string.Join(", ", group.Select(worse =>
                Invariant($"{worse.Ratio.Value:0.0} times the {Word(worse.Quantity)} error of all others ")
                + $"({ErrorText.Of(worse.Quantity, worse.Error)} against {ErrorText.Of(worse.Quantity, worse.Rest)})"));
            var species = first.IsGroup && first.Species.Count == 1 && facts.Species.Count > 1 ? $" ({first.Species[0]})" : "";
            yield return ($"{first.Name}{species}.", $"{Format.Count(first.Cells, "cell")} with {errors}. {Cause(facts, first)}");
        }
        if (groups.Length > MostGroups)
            yield return ("", $"{groups.Length - MostGroups} more groups or sets of species stand out; see Errors by group.");
        if (groups.Length == 0 && facts.Judged.ByGroup.Groups.Count + facts.Judged.BySpeciesSet.Groups.Count > 2)
            yield return ("Groups.", "No group and no set of species has errors much larger than all others.");
    }

    private static string Word(Quantity quantity) => quantity == Quantity.Energy ? "energy" : "force";

    private static string Cause(FitReport facts, WorseGroup worse)
    {
        var (training, all) = (worse.Training, facts.TrainingData.Configurations);
        var what = training.IsByGroup ? "of this group" : worse.Species.Count == 1 ? $"of {worse.Species[0]}" : "of the same species";
        var share = Invariant($"{100.0 * training.Cells / all:0.#} %");
        if (training.Cells == 0) return $"The training data have no cells {what}: add some.";
        var from = !training.IsByGroup && training.Groups.Count is > 0 and <= 4 ? $", from {string.Join(", ", training.Groups)}" : "";
        if (training.IsFew)
        {
            var heavier = facts.Validation is null ? ", or a larger weight for them (--weight)," : "";
            return $"The training data have only {Format.Count(training.Cells, "cell")} {what} ({share}{from}). "
                + $"That is a limit of the data: more cells of this kind{heavier} would help most here.";
        }
        var own = training.Error is { } error && facts.Validation is not null
            ? $", whose own error is {ErrorText.Of(worse.Quantity, error)}" : "";
        return $"The training data have {training.Cells} cells {what} ({share}{from}){own}, so it is not for lack of data. "
            + (worse.IsAsHard
                ? Invariant($"Their {Word(worse.Quantity)} labels vary {worse.LabelRatio:0.0} times as much as those of all others, ")
                    + "so relative to them they are fitted as well."
                : "This basis describes them less well than others; "
                    + "a larger weight (--weight), a higher level or a larger cutoff may help.");
    }
}
