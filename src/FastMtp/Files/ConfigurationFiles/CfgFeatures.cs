using FastMtp.Files.Text;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>The features of a configuration; repeated keys are the lines of one value.</summary>
internal sealed class CfgFeatures
{
    private readonly List<KeyValuePair<string, string>> _all = [];

    public IReadOnlyList<KeyValuePair<string, string>> All => _all;

    /// <summary>Adds "key value", where the value is the rest of the line.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        var fields = new Fields(text);
        if (fields.Next(out var key)) Add(CfgFile.Unescape(key.ToString()), fields.Rest.Trim().ToString());
    }

    /// <summary>Adds a Features: section, keys above values.</summary>
    public void AddTable(LineReader reader, string[] keys)
    {
        var values = reader.NextFilled() ? Fields.Split(reader.Line) : [];
        if (values.Length != keys.Length)
            throw reader.Error($"Features: announces {keys.Length} values, but {values.Length} follow; correct the line.");
        for (var i = 0; i < keys.Length; i++) Add(CfgFile.Unescape(keys[i]), values[i]);
    }

    /// <summary>Removes the group from the features and returns it.</summary>
    public string? TakeConfigType() => Take(CfgFile.ConfigTypeKey);

    /// <summary>Removes the type names, if we wrote them, from the features and returns them.</summary>
    public SpeciesList? TakeSpecies(LineReader reader)
    {
        if (Take(CfgFile.SpeciesKey) is not { } text) return null;
        try
        {
            return SpeciesList.Parse(text);
        }
        catch (InputException e)
        {
            throw reader.Error($"Feature {CfgFile.SpeciesKey}: {e.Message}");
        }
    }

    private string? Take(string key)
    {
        var index = _all.FindIndex(feature => feature.Key == key);
        if (index < 0) return null;
        var value = _all[index].Value;
        _all.RemoveAt(index);
        return value;
    }

    private void Add(string key, string value)
    {
        var index = _all.FindIndex(feature => feature.Key == key);
        if (index < 0) _all.Add(new(key, value));
        else _all[index] = new(key, $"{_all[index].Value}\n{value}");
    }
}
