using FastMtp.Cli.Terminals;
using FastMtp.Selection.Reports;
using static System.FormattableString;

namespace FastMtp.Cli.FitReports;

/// <summary>The verdict in sentences; every one of them follows from numbers.</summary>
internal static class VerdictText
{
    private const double Milli = 1000;

    /// <summary>Groups that are named; more are counted.</summary>
    private const int MostGroups = 5;

    /// <summary>Configurations that are named.</summary>
    private const int MostNamed = 3;

    /// <summary>With a grade above this, an atom is unlike the training data.</summary>
    private const double HighGrade = 2;

    /// <summary>Errors of two seeds differ by as much, so less cannot be told apart.</summary>
    private const double Seeds = 0.05;

    /// <summary>Items with what each is about.</summary>
    public static IEnumerable<(string Head, string Text)> Of(ReportSubject subject)
    {
        var facts = subject.Facts;
        string[] failed = [.. facts.Training.NotFinite, .. facts.Validation?.NotFinite ?? []];
        if (failed.Length > 0)
        {
            yield return ("Not finite.", $"Energy, forces or stress of {Format.Count(failed.Length, "cell")} are not finite, the first {failed[0]}: "
                + "atoms are too close, or the coefficients are wrong. Errors below are not to be trusted.");
        }
        yield return ("Errors.", Errors(facts));
        yield return ("More data, or a larger basis?", Gap(facts));
        foreach (var item in Groups(facts)) yield return item;
        if (facts.Validation is not null) yield return ("Domain.", Domain(facts));
        if (subject.Curve is { } curve) yield return ("What would help.", Outlook(curve));
    }

    private static string Errors(FitReport facts)
    {
        var training = $"on the training data {Summary(facts.Training)}";
        return facts.Validation is { } validation
            ? $"RMSE {Relative(validation)} on {Format.Count(validation.Cells.Count, "validation cell")}; {training}."
            : $"RMSE {Relative(facts.Training)} on the {Format.Count(facts.Training.Cells.Count, "training cell")}. Nothing is known of other cells.";
    }

    private static string Relative(DataErrors errors)
    {
        var (energy, force) = (errors.ByGroup.Total.Energy.Rmse, errors.ByGroup.Total.Forces.Rmse);
        string[] parts =
        [
            .. energy is { } e ? [$"{Format.Figures(Milli * e)} meV/atom{Share(e / errors.Spread.Energy)}"] : Array.Empty<string>(),
            .. force is { } f ? [$"{Format.Figures(Milli * f)} meV/Å{Share(f / errors.Spread.Force)}"] : Array.Empty<string>(),
            .. errors.ByGroup.Total.Stress.Rmse is { } s ? [$"{Format.Figures(s)} GPa{Share(s / errors.Stresses)}"] : Array.Empty<string>(),
        ];
        return parts.Length == 0 ? "unknown, as there are no labels," : string.Join(", ", parts);
    }

    private static string Share(double? share) => share is { } value ? Invariant($" ({100 * value:0.#} % of the labels' spread)") : "";

    private static string Summary(DataErrors errors)
    {
        var total = errors.ByGroup.Total;
        string[] parts =
        [
            .. total.Energy.Rmse is { } e ? [$"{Format.Figures(Milli * e)} meV/atom"] : Array.Empty<string>(),
            .. total.Forces.Rmse is { } f ? [$"{Format.Figures(Milli * f)} meV/Å"] : Array.Empty<string>(),
            .. total.Stress.Rmse is { } s ? [$"{Format.Figures(s)} GPa"] : Array.Empty<string>(),
        ];
        return parts.Length == 0 ? "unknown, without labels" : string.Join(", ", parts);
    }

    private static string Gap(FitReport facts)
    {
        if (facts.Validation is null)
            return "Without validation data nobody can tell whether the fit follows the noise of its data; name some with --valid.";
        (Quantity Quantity, Gap Gap)[] known = [.. facts.Gaps.Where(pair => pair.Key != Quantity.Stress).Select(pair => (pair.Key, pair.Value))];
        if (known.Length == 0) return "Training and validation data have no kind of cells with labels in common, so their errors cannot be compared.";
        var numbers = string.Join(" and ", known.Select(pair => Compared(pair.Quantity, pair.Gap)));
        var kinds = facts.Kinds.AreGroups ? "group" : "set of species";
        var missing = known.Max(pair => pair.Gap.Missing) is > 0 and var cells
            ? $" {Format.Count(cells, "validation cell")} of kinds that the training data lack are not counted." : "";
        var like = $"Validation errors are {numbers}. (Training data are weighted so that each {kinds} counts as in the validation data.)";
        if (known.Any(pair => pair.Gap.Agreement == Agreement.Differs))
        {
            return $"{like}{missing} That is more than chance: the fit knows its training data better than others. More data would help, or a smaller "
                + "basis or a stronger prior (--smoothness).";
        }
        if (known.Any(pair => pair.Gap.Agreement == Agreement.Unclear))
            return $"{like}{missing} The validation cells are too few, or too unlike each other, to tell whether that is chance.";
        return $"{like}{missing} They agree, so the fit does not follow the noise of its data: a higher level or another basis is the way to smaller errors, "
            + "rather than more data of the same kinds.";
    }

    private static string Compared(Quantity quantity, Gap gap) => Invariant(
        $"{gap.Ratio.Value:0.00} ± {gap.Ratio.Sigma:0.00} times those on training for {(quantity == Quantity.Energy ? "energies" : "forces")} ({Number(quantity, gap.Found)} against {Number(quantity, gap.Expected)})");

    private static string Number(Quantity quantity, double error) => quantity switch
    {
        Quantity.Energy => $"{Format.Figures(Milli * error)} meV/atom",
        Quantity.Force => $"{Format.Figures(Milli * error)} meV/Å",
        _ => $"{Format.Figures(error)} GPa",
    };

    private static IEnumerable<(string Head, string Text)> Groups(FitReport facts)
    {
        var groups = facts.Worse.GroupBy(worse => (worse.Name, worse.IsGroup)).ToArray();
        foreach (var group in groups.Take(MostGroups))
        {
            var first = group.First();
            var errors = string.Join(", ", group.Select(worse => Invariant(
                $"{worse.Ratio.Value:0.0} times the {Word(worse.Quantity)} error of all others ({Number(worse.Quantity, worse.Error)} against {Number(worse.Quantity, worse.Rest)})")));
            var species = first.IsGroup && first.Species.Count == 1 && facts.Species.Count > 1 ? $" ({first.Species[0]})" : "";
            yield return ($"{first.Name}{species}.", $"{Format.Count(first.Cells, "cell")} with {errors}. {Cause(facts, first)}");
        }
        if (groups.Length > MostGroups) yield return ("", $"{groups.Length - MostGroups} more groups or sets of species stand out; see Errors by group.");
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
            return $"The training data have only {Format.Count(training.Cells, "cell")} {what} ({share}{from}). That is a limit of the data: "
                + (facts.Validation is null ? "more cells of this kind, or a larger weight for them (--weight), would help most here." : "more cells of this kind would help most here.");
        }
        var own = training.Error is { } error && facts.Validation is not null
            ? $", whose own error is {Number(worse.Quantity, error)}" : "";
        return $"The training data have {training.Cells} cells {what} ({share}{from}){own}, so it is not for lack of data. "
            + (worse.IsAsHard
                ? Invariant($"Their {Word(worse.Quantity)} labels vary {worse.LabelRatio:0.0} times as much as those of all others, so relative to them they are fitted as well.")
                : "This basis describes them less well than others; a larger weight (--weight), a higher level or a larger cutoff may help.");
    }

    private static string Domain(FitReport facts)
    {
        var (beyond, all) = (facts.Beyond, facts.Validation!.Cells.Count);
        var farthest = beyond.OrderBy(pair => pair.Shortest == 0 ? 0 : pair.Distance / pair.Shortest).Take(MostNamed);
        var text = beyond.Count == 0
            ? "No validation cell has two atoms nearer than any such two in the training data."
            : $"{Format.Count(beyond.Count, "validation cell")} of {all} {(beyond.Count == 1 ? "has" : "have")} atoms nearer than any in the training data: "
                + string.Join("; ", farthest.Select(pair => Named(facts, pair))) + (beyond.Count > MostNamed ? $"; and {beyond.Count - MostNamed} more" : "")
                + $".{Harm(facts)} There the potential extrapolates; add such cells to the training data if simulations reach them.";
        var high = facts.Grades.Count(grade => grade > HighGrade);
        return facts.Grades.Count == 0 ? text
            : $"{text} {(high == 0 ? "No cell" : Format.Count(high, "cell"))} of {all} {(high > 1 ? "have" : "has")} a grade above {HighGrade}; the largest is "
                + $"{Format.Figures(facts.Grades.Max())}.";
    }

    /// <summary>How large the errors of cells beyond the training data are.</summary>
    private static string Harm(FitReport facts)
    {
        var beyond = facts.Beyond.Select(pair => pair.Cell).ToHashSet<object>(ReferenceEqualityComparer.Instance);
        var parts = facts.Validation!.Cells.ToLookup(cell => beyond.Contains(cell.Cell));
        return MeanSquare.Of(parts[true], Quantity.Force) is { } nearer && MeanSquare.Of(parts[false], Quantity.Force) is { } others
            ? $" The force error of such cells is {Number(Quantity.Force, nearer.Root)}, that of all others {Number(Quantity.Force, others.Root)}." : "";
    }

    private static string Named(FitReport facts, BeyondTraining pair)
    {
        var name = $"{facts.Species[pair.First]}-{facts.Species[pair.Second]}";
        return pair.Shortest == 0
            ? $"{name} pairs, which the training data lack, in {pair.Cell.Origin}"
            : $"{name} {Format.Length(pair.Distance)} in {pair.Cell.Origin} (training data from {Format.Length(pair.Shortest)})";
    }

    private static string Outlook(DataCurve curve)
    {
        List<string> sentences = [];
        var (energy, force) = (curve.Trend(e => e?.EnergyRmse), curve.Trend(e => e?.ForceRmse));
        string[] data = [.. Change("energy", energy?.Doubling), .. Change("force", force?.Doubling)];
        if (data.Length > 0) sentences.Add($"If the trend of the last three fits goes on, twice the data would leave {string.Join(" and ", data)}.");
        string[] basis =
            [.. Change("energy", curve.LastStep(e => e?.EnergyRmse)), .. Change("force", curve.LastStep(e => e?.ForceRmse))];
        if (basis.Length > 0)
        {
            sentences.Add($"The last step of the basis, from {curve.Smaller!.Basis} to {curve.Points[^1].Basis}, left {string.Join(" and ", basis)}; "
                + "the next one would probably gain less.");
        }
        double[] byData = [.. new[] { energy?.Doubling, force?.Doubling }.OfType<double>()];
        double[] byBasis = [.. new[] { curve.LastStep(e => e?.EnergyRmse), curve.LastStep(e => e?.ForceRmse) }.OfType<double>()];
        var (more, larger) = (byData.DefaultIfEmpty(1).Average(), byBasis.DefaultIfEmpty(1).Average());
        if (Math.Min(more, larger) > 1 - Seeds)
            sentences.Add("Either is hardly more than fits with different seeds differ by: other kinds of data or another family of bases are worth a try.");
        else if (byBasis.Length > 0)
            sentences.Add(more < larger ? "More data would help more than a higher level." : "A higher level would help more than twice the data.");
        return string.Join(' ', sentences);
    }

    private static IEnumerable<string> Change(string what, double? factor) =>
        factor is { } left ? [Invariant($"{100 * left:0} % of the {what} error")] : [];
}
