using FastMtp.Training.Loss;

namespace FastMtp.Selection.Reports;

/// <summary>Configurations with larger errors than all others.</summary>
/// <param name="Name">Name of the group, or the species of the configurations.</param>
/// <param name="IsGroup">False if they are those with certain species.</param>
/// <param name="Species">The sets of species in it.</param>
/// <param name="Quantity">What is predicted worse.</param>
/// <param name="Cells">Number of configurations.</param>
/// <param name="Error">Their RMSE.</param>
/// <param name="Rest">RMSE of all others.</param>
/// <param name="Ratio">The first over the second.</param>
/// <param name="LabelRatio">How much their labels vary, over how much those of all others do; null if that is unknown.</param>
/// <param name="Training">What the training data have of it.</param>
internal sealed record WorseGroup(string Name, bool IsGroup, IReadOnlyList<string> Species, Quantity Quantity, int Cells, double Error,
    double Rest, Ratio Ratio, double? LabelRatio, TrainingShare Training)
{
    /// <summary>True if their labels vary more than others to about the extent to which their errors are larger.</summary>
    public bool IsAsHard => LabelRatio > 0.8 * Ratio.Value;

    /// <summary>Smaller groups say nothing, and a smaller excess is nothing to act on.</summary>
    private const int Fewest = 3;
    private const double Much = 1.5;

    /// <summary>The groups and sets of species that stand out in energies or forces: those with few training data first.</summary>
    /// <param name="cells">Errors of the configurations among which they are.</param>
    /// <param name="training">Errors of the training data, which may be the same.</param>
    /// <param name="species">Species of the potential.</param>
    public static IReadOnlyList<WorseGroup> Of(IReadOnlyList<CellErrors> cells, IReadOnlyList<CellErrors> training, SpeciesList species)
    {
        var groups = cells.GroupBy(cell => Kinds.GroupOf(cell.Cell)).ToArray();
        var sets = cells.GroupBy(cell => SpeciesSet.NameOf(cell.Cell, species)).ToArray();
        // A group that has all configurations of a set of species is named once, by its group.
        var apart = sets.Where(set => !groups.Any(group => group.SequenceEqual(set)));
        Quantity[] quantities = [Quantity.Energy, Quantity.Force];
        var found = groups.Select(group => (Members: group, IsGroup: true)).Concat(apart.Select(set => (Members: set, IsGroup: false)))
            .SelectMany(part => quantities.Select(quantity => Compare(part.Members.Key, part.IsGroup, [.. part.Members], quantity)));
        return [.. found.OfType<WorseGroup>().OrderBy(worse => worse.Training.IsFew ? 0 : 1).ThenByDescending(worse => worse.Ratio.Value)];

        WorseGroup? Compare(string name, bool isGroup, CellErrors[] members, Quantity quantity)
        {
            var within = members.ToHashSet(ReferenceEqualityComparer.Instance);
            CellErrors[] others = [.. cells.Where(cell => !within.Contains(cell))];
            if (MeanSquare.Of(members, quantity) is not { Cells: >= Fewest } own
                || MeanSquare.Of(others, quantity) is not { Cells: >= Fewest } rest
                || !own.Over(rest).Exceeds(Much)) return null;
            string[] itsSpecies = [.. members.Select(cell => SpeciesSet.NameOf(cell.Cell, species)).Distinct()];
            return new(name, isGroup, itsSpecies, quantity, own.Cells, own.Root, rest.Root, own.Over(rest),
                Spread(members, quantity) / Spread(others, quantity),
                TrainingShare.Of(isGroup ? name : null, itsSpecies, training, species, quantity));
        }

        double? Spread(CellErrors[] members, Quantity quantity)
        {
            var spread = LabelScale.Of([.. members.Select(cell => cell.Cell)], species.Count);
            return quantity == Quantity.Energy ? spread.Energy : spread.Force;
        }
    }
}
