using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace FastMtp.Cli.Arguments;

/// <summary>Creates options and arguments that validate their values and report what is wrong.</summary>
internal static class Options
{
    public static Option<double> Number(string name, string description, double standard, double least = 0) => new(name)
    {
        Description = description,
        HelpName = "number",
        DefaultValueFactory = _ => standard,
        CustomParser = result => ParseNumber(result, name, result.Tokens[0].Value, least),
    };

    public static Option<double?> OptionalNumber(string name, string description, double least = 0) => new(name)
    {
        Description = description,
        HelpName = "number",
        CustomParser = result => ParseNumber(result, name, result.Tokens[0].Value, least),
    };

    public static Option<int> Whole(string name, string description, int standard, int least = 0) => new(name)
    {
        Description = description,
        HelpName = "n",
        DefaultValueFactory = _ => standard,
        CustomParser = result => (int)ParseWhole(result, name, result.Tokens[0].Value, least, int.MaxValue),
    };

    public static Option<int?> OptionalWhole(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "n",
        CustomParser = result => (int)ParseWhole(result, name, result.Tokens[0].Value, int.MinValue, int.MaxValue),
    };

    /// <summary>One of several words. The help shows that of the default, not its member; the caller applies another standard.</summary>
    public static Option<T> Choice<T>(string name, string description, IReadOnlyDictionary<string, T> words, T standard = default)
        where T : struct, Enum => new(name)
    {
        Description = $"{description} [default: {words.Single(pair => pair.Value.Equals(standard)).Key}]",
        HelpName = string.Join("|", words.Keys),
        CustomParser = result => Choose(result, name, result.Tokens[0].Value, words),
    };

    /// <summary>The value that a word stands for.</summary>
    public static T? Choose<T>(ArgumentResult result, string option, string word, IReadOnlyDictionary<string, T> words)
    {
        if (!words.TryGetValue(word, out var value))
            result.AddError($"{option} {word} is not known; choose from {string.Join(", ", words.Keys)}");
        return value;
    }

    /// <summary>The list that the user gave, or the default one.</summary>
    public static T[] ListOr<T>(ParseResult parsed, Option<T[]> option, T[] standard) =>
        parsed.GetResult(option) is null ? standard : parsed.GetValue(option)!;

    public static Option<int[]> WholeList(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "n,n,…",
        CustomParser = result =>
            [.. result.Tokens[0].Value.Split(',').Select(word => (int)ParseWhole(result, name, word, 1, int.MaxValue)).Distinct()],
    };

    public static Option<double[]> NumberList(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "x,x,…",
        CustomParser = result => [.. result.Tokens[0].Value.Split(',').Select(word => ParseNumber(result, name, word, 0)).Distinct()],
    };

    /// <summary>A time such as 90s, 30m or 12h.</summary>
    public static Option<TimeSpan?> Time(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "time",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            var seconds = text[^1..] switch { "s" => 1, "m" => 60, "h" => 3600, _ => 0 };
            if (seconds != 0
                && double.TryParse(text[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && number is > 0 and < 1e6)
                return TimeSpan.FromSeconds(seconds * number);
            result.AddError($"{name} {text} is not a time; write it like 90s, 30m or 12h");
            return null;
        },
    };

    public static Option<ulong> Seed(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "n",
        DefaultValueFactory = _ => 0,
        CustomParser = result => (ulong)ParseWhole(result, name, result.Tokens[0].Value, 0, long.MaxValue),
    };

    public static Option<string?> Text(string name, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName };

    public static Option<SpeciesList?> Species(string description) => new("--species")
    {
        Description = description,
        HelpName = "A,B,…",
        CustomParser = result => SpeciesList.Parse(result.Tokens[0].Value),
    };

    /// <param name="zero">What 0 stands for.</param>
    public static Option<int> Threads(string zero = "one per core") =>
        Whole("--threads", $"Number of threads; 0 for {zero}. Results do not depend on it.", 0);

    public static Option<int> Jobs() => Whole("--jobs", "Number of fits to run at a time; they share the threads.", 1, least: 1);

    public static Argument<string[]> Files(string name, string description, bool required = true)
    {
        var argument = new Argument<string[]>(name)
        {
            Description = description,
            Arity = required ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore,
        };
        argument.Validators.Add(RefuseOptions);
        return argument;
    }

    public static Option<string[]> FileList(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "file",
        AllowMultipleArgumentsPerToken = true,
    };

    public static Argument<string> File(string name, string description)
    {
        var argument = new Argument<string>(name) { Description = description };
        argument.Validators.Add(RefuseOptions);
        return argument;
    }

    // A misspelt option would otherwise be read as a file name.
    private static void RefuseOptions(ArgumentResult result)
    {
        if (result.Tokens.FirstOrDefault(token => token.Value.StartsWith('-')) is { } token)
            result.AddError($"{token.Value} is not an option of this command (a file of that name is written ./{token.Value})");
    }

    private static double ParseNumber(ArgumentResult result, string name, string text, double least)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
            result.AddError($"{name} {text} is not a number; write it like 5 or 0.01");
        else if (value < least)
            result.AddError($"{name} {text} is too small; it must be at least {least.ToString(CultureInfo.InvariantCulture)}");
        return value;
    }

    private static long ParseWhole(ArgumentResult result, string name, string text, long least, long most)
    {
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            || value > most || value < int.MinValue)
            result.AddError($"{name} {text} is not a valid whole number; write it like 16");
        else if (value < least)
            result.AddError($"{name} {text} is too small; it must be at least {least}");
        return value;
    }
}
