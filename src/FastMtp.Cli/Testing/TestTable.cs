using FastMtp.Cli.Terminals;
using FastMtp.Properties.Testing;

namespace FastMtp.Cli.Testing;

/// <summary>The results as rows of a table.</summary>
internal static class TestTable
{
    /// <summary>Characters of a note that fit beside the numbers in a terminal.</summary>
    private const int LongestNote = 60;

    /// <summary>Titles of the columns; of numbers they end in "›".</summary>
    public static readonly string[] Titles = ["", "property", "value›", "reference›", "off by›", "allowed›", "unit", "", "note"];

    /// <summary>Prints the results of each crystal, what could not be computed, and how many passed.</summary>
    public static void Print(Terminal terminal, TestSet results)
    {
        var computed = results.Results.Where(result => !double.IsNaN(result.Value));
        foreach (var subject in computed.GroupBy(result => results.IsPair(result) ? "pairs" : result.Subject))
        {
            terminal.Line(subject.Key);
            // How much is allowed would make the table too wide; the report has it.
            terminal.Table([.. Titles[1..5], .. Titles[6..]], subject.Select(result => (string[])
            [
                results.IsPair(result) ? $"{result.Subject} {result.Property}" : result.Property,
                .. Row(result)[2..5], .. Row(result)[6..^1], Short(result.Note),
            ]));
        }
        foreach (var result in results.Results.Where(result => double.IsNaN(result.Value)))
            terminal.Note($"{result.Subject}, {result.Property}: {result.Note}");
        terminal.Line(Summary(results));
    }

    private static string Short(string? note) => note is { Length: > LongestNote } ? $"{note[..LongestNote]}…" : note ?? "";

    /// <summary>"12 passed, 1 failed, 5 without a reference".</summary>
    public static string Summary(TestSet results)
    {
        var all = results.Results.ToArray();
        return $"{all.Count(r => r.Passed == true)} passed, {all.Count(r => r.Passed == false)} failed, "
            + $"{all.Count(r => r.Passed is null)} without a reference.";
    }

    /// <summary>The cells of a result.</summary>
    public static string[] Row(TestResult result) =>
    [
        result.Subject, result.Property, double.IsNaN(result.Value) ? "" : Format.Figures(result.Value),
        result.Reference is { } reference ? Format.Figures(reference.Value) : "",
        result.Reference is { } target && !double.IsNaN(result.Value) ? Format.Figures(result.Value - target.Value) : "",
        result.Reference is { } limit ? Format.Figures(limit.Allowed) : "",
        result.Unit, result.Passed switch { true => "passed", false => "FAILED", null => "" }, result.Note ?? "",
    ];
}
