using FastMtp.Cli.Terminals;
using FastMtp.Selection.Reports;
using static System.FormattableString;

namespace FastMtp.Cli.FitReports;

/// <summary>The verdict in sentences; every one of them follows from numbers.</summary>
internal static class VerdictText
{
    /// <summary>Items with what each is about.</summary>
    public static IEnumerable<(string Head, string Text)> Of(ReportSubject subject)
    {
        var facts = subject.Facts;
        string[] failed = [.. facts.Training.NotFinite, .. facts.Validation?.NotFinite ?? []];
        if (failed.Length > 0)
        {
            yield return ("Not finite.", $"Energy, forces or stress of {Format.Count(failed.Length, "cell")} are not finite, the first "
                + $"{failed[0]}: atoms are too close, or the coefficients are wrong. Errors below are not to be trusted.");
        }
        yield return ("Errors.", Errors(facts));
        if (subject.Afterwards is { } final)
        {
            yield return ("Final steps.", $"All errors here are those before the final steps: {final}, "
                + "so that no cells are left to judge the potential of the file by.");
        }
        yield return ("More data, or a larger basis?", Gap(facts));
        foreach (var item in GroupText.Of(facts)) yield return item;
        if (facts.Validation is not null) yield return ("Domain.", DomainText.Of(facts));
        if (subject.Curve is { } curve) yield return ("What would help.", OutlookText.Of(curve));
    }

    private static string Errors(FitReport facts)
    {
        var training = $"on the training data {Listed(facts.Training, withShares: false, "unknown, without labels")}";
        return facts.Validation is { } validation
            ? $"RMSE {Relative(validation)} on {Format.Count(validation.Cells.Count, "validation cell")}; {training}."
            : $"RMSE {Relative(facts.Training)} on the {Format.Count(facts.Training.Cells.Count, "training cell")}. "
                + "Nothing is known of other cells.";

        static string Relative(DataErrors errors) => Listed(errors, withShares: true, "unknown, as there are no labels,");
    }

    private static string Listed(DataErrors errors, bool withShares, string none)
    {
        var total = errors.ByGroup.Total;
        (Quantity Quantity, double? Rmse, double? Spread)[] all =
        [
            (Quantity.Energy, total.Energy.Rmse, errors.Spread.Energy),
            (Quantity.Force, total.Forces.Rmse, errors.Spread.Force),
            (Quantity.Stress, total.Stress.Rmse, errors.Stresses),
        ];
        string[] parts =
        [
            .. all.Where(one => one.Rmse is not null)
                .Select(one => ErrorText.Of(one.Quantity, one.Rmse!.Value) + (withShares ? Share(one.Rmse / one.Spread) : "")),
        ];
        return parts.Length == 0 ? none : string.Join(", ", parts);
    }

    private static string Share(double? share) => share is { } value ? Invariant($" ({100 * value:0.#} % of the labels' spread)") : "";

    private static string Gap(FitReport facts)
    {
        if (facts.Validation is null)
            return "Without validation data nobody can tell whether the fit follows the noise of its data; name some with --valid.";
        (Quantity Quantity, Gap Gap)[] known =
            [.. facts.Gaps.Where(pair => pair.Key != Quantity.Stress).Select(pair => (pair.Key, pair.Value))];
        if (known.Length == 0)
            return "Training and validation data have no kind of cells with labels in common, so their errors cannot be compared.";
        var numbers = string.Join(" and ", known.Select(pair => Compared(pair.Quantity, pair.Gap)));
        var kinds = facts.Kinds.AreGroups ? "group" : "set of species";
        var missing = known.Max(pair => pair.Gap.Missing) is > 0 and var cells
            ? $" {Format.Count(cells, "validation cell")} of kinds that the training data lack are not counted." : "";
        var like = $"Validation errors are {numbers}. (Training data are weighted so that each {kinds} counts as in the validation data.)";
        if (known.Any(pair => pair.Gap.Agreement == Agreement.Differs))
        {
            return $"{like}{missing} That is more than chance: the fit knows its training data better than others. More data would help, "
                + "or a smaller basis or a stronger prior (--smoothness).";
        }
        if (known.Where(pair => pair.Gap.Agreement == Agreement.Unclear).ToArray() is { Length: > 0 } unclear)
        {
            return $"{like}{missing} For {string.Join(" and ", unclear.Select(pair => Word(pair.Quantity)))}, "
                + "the validation cells are too few, or too unlike each other, to tell whether that is chance.";
        }
        return $"{like}{missing} They agree, so the fit does not follow the noise of its data: "
            + "a higher level or another basis is the way to smaller errors, rather than more data of the same kinds.";
    }

    private static string Compared(Quantity quantity, Gap gap) => Invariant(
        $"{gap.Ratio.Value:0.00} ± {gap.Ratio.Sigma:0.00} times those on training for {Word(quantity)} ")
        + $"({ErrorText.Of(quantity, gap.Found)} against {ErrorText.Of(quantity, gap.Expected)})";

    private static string Word(Quantity quantity) => quantity == Quantity.Energy ? "energies" : "forces";
}
