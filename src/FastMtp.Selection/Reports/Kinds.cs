using FastMtp.Errors;

namespace FastMtp.Selection.Reports;

/// <summary>
/// Kinds of configurations, by which validation data are compared with training data of the same kind: groups where both name the same
/// ones, otherwise sets of species.
/// </summary>
/// <param name="AreGroups">True for groups.</param>
/// <param name="Of">The kind of a configuration.</param>
internal sealed record Kinds(bool AreGroups, Func<Configuration, string> Of)
{
    /// <summary>Chooses what most of the validation data share with the training data.</summary>
    /// <param name="training">Training data.</param>
    /// <param name="validation">Validation data; may be empty.</param>
    /// <param name="species">Species of the potential.</param>
    public static Kinds For(IReadOnlyList<Configuration> training, IReadOnlyList<Configuration> validation, SpeciesList species)
    {
        var groups = training.Select(cell => cell.ConfigType).OfType<string>().ToHashSet();
        var areGroups = validation.Count == 0
            ? groups.Count > 1
            : 2 * validation.Count(cell => cell.ConfigType is { } group && groups.Contains(group)) > validation.Count && groups.Count > 1;
        return areGroups ? new(true, GroupOf) : new(false, cell => SpeciesSet.NameOf(cell, species));
    }

    /// <summary>The group of a configuration.</summary>
    public static string GroupOf(Configuration cell) => cell.ConfigType ?? GroupedErrors.NoGroup;
}
