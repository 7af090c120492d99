using FastMtp.Atoms;

namespace FastMtp.Files;

/// <summary>Keeps element names in the free text of <c>potential_tag</c>, as a word "species=Mo,Nb,Ta,W" beside whatever else stands there.</summary>
internal static class MtpTag
{
    private const string Prefix = "species=";

    public static SpeciesList? Names(string tag, string file)
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

    public static string WithoutNames(string tag) => string.Join(' ', Fields.Split(tag).Where(word => !IsNames(word)));

    public static string Join(SpeciesList? names, string tag) => names is null ? tag : $"{Prefix}{names} {tag}".TrimEnd();

    private static bool IsNames(string word) => word.StartsWith(Prefix, StringComparison.Ordinal);
}
