using FastMtp.Files.Text;

namespace FastMtp.Files.PaceFiles;

/// <summary>A scalar, list or map that was just read, and its conversion to what it must be.</summary>
internal sealed class FlowValue(LineReader reader, string? scalar, List<FlowValue>? items, Dictionary<string, FlowValue>? entries)
{
    /// <summary>An entry of a map.</summary>
    public FlowValue this[string key] => Find(key)
        ?? throw reader.Error($"'{key}' is missing; complete the file, or copy it again.");

    /// <summary>An entry of a map; null if it is not there.</summary>
    public FlowValue? Find(string key) => entries is null
        ? throw reader.Error($"a map in braces is expected with the key '{key}'; correct the file.")
        : entries.GetValueOrDefault(key);

    public string Text(string what) => scalar ?? throw reader.Error($"{what} must be a single value; correct the file.");

    public int Integer(string key, int least = 0, int most = 1024)
    {
        var value = reader.ParseInteger(this[key].Text(key), key);
        return value >= least && value <= most
            ? value
            : throw reader.Error($"{key} is {value}, but must be within {least} … {most}; correct the file.");
    }

    public double Number(string key) => reader.ParseNumber(this[key].Text(key), key);

    public double Number(string key, double missing) => Find(key) is { } value ? reader.ParseNumber(value.Text(key), key) : missing;

    public string[] Texts(string what) => [.. Items(what).Select(item => item.Text(what))];

    public double[] Numbers(string what, int? count = null) =>
        [.. Items(what, count).Select(item => reader.ParseNumber(item.Text(what), what))];

    public int[] Integers(string what, int count) => [.. Items(what, count).Select(item => reader.ParseInteger(item.Text(what), what))];

    /// <summary>The items of a list, which must be this many.</summary>
    public IReadOnlyList<FlowValue> Items(string what, int? count = null)
    {
        if (items is null) throw reader.Error($"{what} must be a list in brackets; correct the file.");
        return count is null || items.Count == count
            ? items
            : throw reader.Error($"{what} has {items.Count} entries instead of {count}; correct the file.");
    }
}
