using FastMtp.Files.Text;
using FastMtp.Input;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>One data block of a CIF: values by tag, of which a loop gives several.</summary>
/// <param name="file">For messages.</param>
/// <param name="name">What follows data_.</param>
/// <param name="line">Where it begins.</param>
internal sealed class CifBlock(string file, string name, int line)
{
    private readonly Dictionary<string, List<CifToken>> _values = new(StringComparer.OrdinalIgnoreCase);

    public string Name => name;

    /// <summary>The data blocks of a file.</summary>
    public static List<CifBlock> Read(string file, List<CifToken> tokens)
    {
        var blocks = new List<CifBlock>();
        for (var i = 0; i < tokens.Count;)
        {
            var token = tokens[i++];
            if (token.IsData) blocks.Add(new(file, token.Text[5..], token.Line));
            else if (blocks.Count == 0)
                throw InputException.At(file, token.Line, $"data_ expected, found '{SafeText.Excerpt(token.Text)}'; name a CIF.");
            else if (token.IsLoop) blocks[^1].AddLoop(tokens, ref i, token.Line);
            else if (token.IsTag) blocks[^1].Add(token, i < tokens.Count && IsValue(tokens[i]) ? [tokens[i++]] : []);
            else throw InputException.At(file, token.Line, $"'{SafeText.Excerpt(token.Text)}' has no tag before it; correct the file.");
        }
        return blocks;
    }

    /// <summary>True if one of the tags has a value that is known.</summary>
    public bool Has(params string[] tags) => tags.Any(tag => _values.TryGetValue(tag, out var values) && values.Exists(v => v.IsKnown));

    /// <summary>The values of the first of the tags that is there; empty if none is.</summary>
    public IReadOnlyList<CifToken> All(params string[] tags) =>
        tags.Where(tag => Has(tag)).Select(tag => _values[tag]).FirstOrDefault() ?? [];

    /// <summary>The number of a tag that must be there.</summary>
    public double Number(string tag) => Has(tag)
        ? Number(_values[tag][0], tag)
        : throw InputException.At(file, line, $"the block '{SafeText.Excerpt(name)}' has no {tag}; add it.");

    /// <summary>A number, maybe with its uncertainty in parentheses.</summary>
    public double Number(CifToken token, string tag)
    {
        var text = token.Text.AsSpan();
        if (text.IndexOf('(') is > 0 and var parenthesis) text = text[..parenthesis];
        return NumberText.TryParse(text, out var value) && double.IsFinite(value)
            ? value
            : throw Error(token, $"'{SafeText.Excerpt(token.Text)}' is not a number ({tag}); correct it.");
    }

    public InputException Error(CifToken token, string message) => InputException.At(file, token.Line, message);

    public InputException Error(string message) => InputException.At(file, line, message);

    private void AddLoop(List<CifToken> tokens, ref int i, int at)
    {
        var tags = new List<CifToken>();
        while (i < tokens.Count && tokens[i].IsTag) tags.Add(tokens[i++]);
        var columns = tags.ConvertAll(_ => new List<CifToken>());
        var count = 0;
        for (; i < tokens.Count && IsValue(tokens[i]); i++, count++)
        {
            if (tags.Count == 0) throw InputException.At(file, at, "a loop_ names no tags; correct it.");
            columns[count % tags.Count].Add(tokens[i]);
        }
        if (tags.Count > 0 && count % tags.Count != 0)
            throw InputException.At(
                file, at, $"the loop_ has {count} values for {tags.Count} tags, which is no whole number of rows; correct it.");
        for (var k = 0; k < tags.Count; k++) Add(tags[k], columns[k]);
    }

    private void Add(CifToken tag, List<CifToken> values)
    {
        if (!_values.TryAdd(tag.Text, values)) throw Error(tag, $"{SafeText.Excerpt(tag.Text)} is given twice; remove one.");
    }

    private static bool IsValue(CifToken token) => !token.IsTag && !token.IsLoop && !token.IsData;
}
