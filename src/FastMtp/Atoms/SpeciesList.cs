using System.Collections.Immutable;
using FastMtp.Input;

namespace FastMtp;

/// <summary>
/// The ordered element names that species numbers 0, 1, … stand for. Files that carry numbers and files that carry
/// names are reconciled here, never by position alone.
/// </summary>
public sealed class SpeciesList : IEquatable<SpeciesList>
{
    /// <summary>Creates the list.</summary>
    /// <exception cref="InputException">A name is empty, repeated or invalid.</exception>
    public SpeciesList(IEnumerable<string> names)
    {
        Names = [.. names];
        if (Names.Length > InputBounds.MostSpecies)
            throw new InputException(
                $"{Names.Length} species exceed the limit of {InputBounds.MostSpecies} per potential; leave some out.");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in Names)
        {
            if (name.Length is 0 or > 16 || !char.IsLetter(name[0]) || !name.All(c => char.IsLetterOrDigit(c) || c == '_'))
                throw new InputException($"'{SafeText.Excerpt(name)}' is not a species name; "
                    + "write element symbols separated by commas, such as Mo,Nb,Ta,W.");
            if (!seen.Add(name)) throw new InputException($"Species {name} is listed twice; name each species once.");
        }
    }

    /// <summary>Names by species number.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>N_T.</summary>
    public int Count => Names.Length;

    /// <summary>Name of a species number.</summary>
    public string this[int index] => Names[index];

    /// <summary>Parses "Mo,Nb,Ta,W".</summary>
    public static SpeciesList Parse(string text) =>
        new(text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    /// <summary>
    /// All names of several lists: the first list if it contains them all, else in alphabetical order; null if no list names
    /// species.
    /// </summary>
    /// <exception cref="InputException">Some lists are null and others are not.</exception>
    internal static SpeciesList? Union(IEnumerable<SpeciesList?> lists)
    {
        var distinct = lists.Distinct().ToList();
        if (distinct is [var only]) return only;
        if (distinct.Contains(null) && distinct.Count > 1)
            throw InputException.Naming(
                $"Some configurations have species names and others only numbers; name them when they are read, with {Argument.Species}.");
        return distinct.Count == 0
            ? null
            : new SpeciesList(distinct.SelectMany(list => list!.Names).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>Number of a species, −1 if it is not in the list.</summary>
    public int IndexOf(string name) => Names.IndexOf(name);

    /// <inheritdoc/>
    public bool Equals(SpeciesList? other) => other is not null && Names.SequenceEqual(other.Names);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SpeciesList);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => string.Join(",", Names);
}
