namespace FastMtp.Selection.Reports;

/// <summary>Whether errors on validation data are those of training data of the same kinds.</summary>
internal enum Agreement
{
    /// <summary>They are about the same.</summary>
    Agrees,

    /// <summary>They are larger by more than chance.</summary>
    Differs,

    /// <summary>They are larger, but the configurations are too few or too unlike each other to tell.</summary>
    Unclear,
}

/// <summary>
/// Errors on validation data beside those on training data, weighted so that every kind counts as in the validation data.
/// </summary>
/// <param name="Expected">RMSE on the training data, with the kinds of the validation data.</param>
/// <param name="Found">RMSE on the validation data of those kinds.</param>
/// <param name="Ratio">The second over the first.</param>
/// <param name="Missing">Number of validation configurations of kinds that the training data lack, which do not count here.</param>
internal sealed record Gap(double Expected, double Found, Ratio Ratio, int Missing)
{
    /// <summary>Errors that differ by less are about the same.</summary>
    private const double Much = 1.3;

    /// <summary>What the ratio says.</summary>
    public Agreement Agreement => Ratio.Exceeds(Much) ? Agreement.Differs : Ratio.Value > Much ? Agreement.Unclear : Agreement.Agrees;

    /// <summary>Compares the errors of a quantity; null if both data sets have no labels of a kind in common.</summary>
    public static Gap? Of(IReadOnlyList<CellErrors> training, IReadOnlyList<CellErrors> validation, Kinds kinds, Quantity quantity)
    {
        var known = training.Where(cell => cell.Of(quantity) is not null).ToLookup(cell => kinds.Of(cell.Cell));
        var common = validation.Where(cell => cell.Of(quantity) is not null && known.Contains(kinds.Of(cell.Cell))).ToArray();
        if (MeanSquare.Of(common, quantity) is not { } found) return null;
        (double, MeanSquare)[] parts =
        [
            .. common.GroupBy(cell => kinds.Of(cell.Cell))
                .Select(kind =>
                    ((double)kind.Sum(cell => cell.Of(quantity)!.Value.Values), MeanSquare.Of(known[kind.Key], quantity)!.Value)),
        ];
        var expected = MeanSquare.Of(parts);
        return new(expected.Root, found.Root, found.Over(expected), validation.Count(cell => !known.Contains(kinds.Of(cell.Cell))));
    }
}
