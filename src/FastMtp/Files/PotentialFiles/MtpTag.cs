using FastMtp.Files.Text;
using FastMtp.Potentials;

namespace FastMtp.Files.PotentialFiles;

/// <summary>
/// Keeps what the format has no field for in the free text of <c>potential_tag</c>: element names as a word "species=Mo,Nb,Ta,W", the
/// name of the basis as a word "basis=…", next to any other text.
/// </summary>
internal static class MtpTag
{
    private const string Prefix = "species=";
    private const string BasisPrefix = "basis=";

    /// <summary>The names in the tag, else those that the user gives; see <see cref="Agreed"/>.</summary>
    public static SpeciesList? Names(string tag, int count, SpeciesList? asked, string file) => Agreed(Find(tag, file), count, asked, file);

    /// <summary>
    /// The names that a file gives, else those that the user gives; rejects names that are too few, too many or contradictory.
    /// </summary>
    public static SpeciesList? Agreed(SpeciesList? found, int count, SpeciesList? asked, string file)
    {
        var names = found ?? asked;
        if (names is not null && names.Count != count)
            throw new InputException(
                $"{file}: the potential has {count} species, but {names} are {names.Count}; name them all, in its order.");
        if (asked is not null && !asked.Equals(names))
            throw new InputException(
                $"{file}: the potential's species are {names}, not {asked}; leave the species out or give them in this order.");
        return names;
    }

    /// <summary>The <see cref="BasisLabel"/> in the tag, if any.</summary>
    public static string? Basis(string tag) => Fields.Split(tag).FirstOrDefault(IsBasis)?[BasisPrefix.Length..];

    /// <summary>The other text.</summary>
    public static string WithoutNames(string tag) => string.Join(' ', Fields.Split(tag).Where(word => !IsNames(word) && !IsBasis(word)));

    /// <summary>The tag of a potential.</summary>
    public static string Join(PotentialModel potential)
    {
        var basis = BasisLabel.Of(potential.Plan);
        string[] words =
        [
            .. potential.Species is { } names ? [$"{Prefix}{names}"] : Array.Empty<string>(),
            .. basis is null ? [] : (string[])[$"{BasisPrefix}{basis}"],
            .. potential.Tag.Length == 0 ? [] : (string[])[potential.Tag],
        ];
        return string.Join(' ', words);
    }

    private static bool IsNames(string word) => word.StartsWith(Prefix, StringComparison.Ordinal);

    private static bool IsBasis(string word) => word.StartsWith(BasisPrefix, StringComparison.Ordinal);

    private static SpeciesList? Find(string tag, string file)
    {
        if (Fields.Split(tag).FirstOrDefault(IsNames) is not { } word) return null;
        try
        {
            return SpeciesList.Parse(word[Prefix.Length..]);
        }
        catch (InputException e)
        {
            throw new InputException($"{file}: potential_tag: {e.Message}", e);
        }
    }
}
