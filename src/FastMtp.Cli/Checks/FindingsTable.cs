using FastMtp.Cli.Terminals;
using FastMtp.Selection.Checks;

namespace FastMtp.Cli.Checks;

/// <summary>Prints findings: the first of each kind, and what to do about it.</summary>
internal static class FindingsTable
{
    /// <summary>Findings of a kind that are printed; files hold all.</summary>
    private const int MostOfKind = 5;

    public static void Print(Terminal terminal, IReadOnlyList<Finding> findings)
    {
        var kinds = findings.GroupBy(f => (f.Severity, f.Kind)).ToArray();
        if (findings.Count > 0)
        {
            terminal.Table(["", "finding", "in", "value"], kinds.SelectMany(Rows));
            terminal.Properties(kinds.Where(kind => kind.First().Remedy.Length > 0)
                .SelectMany(kind => kind.Select(f => (kind.Key.Kind, f.Remedy)).Distinct()).Distinct());
        }
        terminal.Line(string.Join(", ", Enum.GetValues<Severity>().Select(severity =>
            Format.Count(findings.Count(f => f.Severity == severity), Word(severity)))) + ".");
    }

    /// <summary>The severity as a word.</summary>
    public static string Word(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };

    private static IEnumerable<string[]> Rows(IGrouping<(Severity Severity, string Kind), Finding> kind)
    {
        foreach (var finding in kind.Take(MostOfKind)) yield return [Word(kind.Key.Severity), kind.Key.Kind, finding.Where, finding.Value];
        if (kind.Count() > MostOfKind) yield return ["", "", $"and {kind.Count() - MostOfKind} more", ""];
    }
}
