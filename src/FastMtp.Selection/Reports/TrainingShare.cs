namespace FastMtp.Selection.Reports;

/// <summary>What the training data have of a kind of configurations.</summary>
/// <param name="Cells">Number of configurations.</param>
/// <param name="Groups">Groups that they are from.</param>
/// <param name="IsByGroup">True if they have the same group, false if they have the same species.</param>
/// <param name="IsFew">True if they are less than half as many as training data of a kind are on average.</param>
/// <param name="Error">Their own RMSE; null without any.</param>
internal sealed record TrainingShare(int Cells, IReadOnlyList<string> Groups, bool IsByGroup, bool IsFew, double? Error)
{
    /// <summary>Looks for the group by its name; if the training data do not have it, for its sets of species.</summary>
    public static TrainingShare Of(
        string? group, IReadOnlyList<string> sets, IReadOnlyList<CellErrors> training, SpeciesList species, Quantity quantity)
    {
        CellErrors[] same = group is null ? [] : [.. training.Where(cell => Kinds.GroupOf(cell.Cell) == group)];
        var byGroup = same.Length > 0;
        if (!byGroup) same = [.. training.Where(cell => sets.Contains(SpeciesSet.NameOf(cell.Cell, species)))];
        return new(
            same.Length,
            [.. same.Select(cell => cell.Cell.ConfigType).OfType<string>().Distinct()],
            byGroup,
            IsFewOf(same.Length, training, cell => byGroup ? Kinds.GroupOf(cell) : SpeciesSet.NameOf(cell, species)),
            MeanSquare.Of(same, quantity)?.Root);
    }

    /// <summary>True if a number of training configurations is less than half of what kinds have on average.</summary>
    public static bool IsFewOf(int cells, IReadOnlyList<CellErrors> training, Func<Configuration, string> kindOf) =>
        2 * cells * training.Select(cell => kindOf(cell.Cell)).Distinct().Count() < training.Count;
}
