using FastMtp.Cli.Terminals;
using FastMtp.Selection.Reports;

namespace FastMtp.Cli.FitReports;

/// <summary>Which validation cells lie outside of the training data, and what that costs.</summary>
internal static class DomainText
{
    /// <summary>Configurations that are named.</summary>
    private const int MostNamed = 3;

    /// <summary>With a grade above this, an atom is unlike the training data.</summary>
    private const double HighGrade = 2;

    /// <summary>A few sentences.</summary>
    public static string Of(FitReport facts)
    {
        var (beyond, all) = (facts.Beyond, facts.Validation!.Cells.Count);
        var farthest = beyond.OrderBy(pair => pair.Shortest == 0 ? 0 : pair.Distance / pair.Shortest).Take(MostNamed);
        var text = beyond.Count == 0
            ? "No validation cell has two atoms nearer than any such two in the training data."
            : $"{Format.Count(beyond.Count, "validation cell")} of {all} {(beyond.Count == 1 ? "has" : "have")} atoms nearer "
                + $"than any in the training data: {string.Join("; ", farthest.Select(pair => Named(facts, pair)))}"
                + (beyond.Count > MostNamed ? $"; and {beyond.Count - MostNamed} more" : "")
                + $".{Harm(facts)} There the potential extrapolates; add such cells to the training data if simulations reach them.";
        var high = facts.Grades.Count(grade => grade > HighGrade);
        if (facts.Grades.Count == 0) return text;
        var cells = high == 0 ? "No cell" : Format.Count(high, "cell");
        return $"{text} {cells} of {all} {(high > 1 ? "have" : "has")} a grade above {HighGrade}; "
            + $"the largest is {Format.Figures(facts.Grades.Max())}.";
    }

    /// <summary>How large the errors of cells beyond the training data are.</summary>
    private static string Harm(FitReport facts)
    {
        var beyond = facts.Beyond.Select(pair => pair.Cell).ToHashSet<object>(ReferenceEqualityComparer.Instance);
        var parts = facts.Validation!.Cells.ToLookup(cell => beyond.Contains(cell.Cell));
        return MeanSquare.Of(parts[true], Quantity.Force) is { } nearer && MeanSquare.Of(parts[false], Quantity.Force) is { } others
            ? $" The force error of such cells is {ErrorText.Of(Quantity.Force, nearer.Root)}, that of all others "
                + $"{ErrorText.Of(Quantity.Force, others.Root)}."
            : "";
    }

    private static string Named(FitReport facts, BeyondTraining pair)
    {
        var name = $"{facts.Species[pair.First]}-{facts.Species[pair.Second]}";
        return pair.Shortest == 0
            ? $"{name} pairs, which the training data lack, in {pair.Cell.Origin}"
            : $"{name} {Format.Length(pair.Distance)} in {pair.Cell.Origin} (training data from {Format.Length(pair.Shortest)})";
    }
}
