using System.Text.RegularExpressions;
using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

/// <summary>A page of Markdown of this repository.</summary>
internal sealed partial class Page(string path)
{
    private readonly string _text = File.ReadAllText(Path.Combine(GoldenData.Root, path)).Replace("\r", "", StringComparison.Ordinal);

    /// <summary>README and documentation, by paths from the root of the repository.</summary>
    public static IEnumerable<string> Documentation =>
        ((string[])["README.md", .. Below("docs")]).Select(Forward)
            .Where(path => !path.Contains("__mismatch__", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>All pages that a reader sees, the measurements among them.</summary>
    public static IEnumerable<string> All =>
    [
        .. Documentation, "CONTRIBUTING.md", "CHANGELOG.md", "THIRD-PARTY-NOTICES.md",
        .. ((string[])["benchmarks", "examples", "generators", "tests"]).SelectMany(Below).Select(Forward)
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal)),
    ];

    /// <summary>What the page tells its readers to type, in order: the lines of its blocks of shell commands, without comments.</summary>
    public IEnumerable<string> Commands =>
        ShellBlock().Matches(_text).SelectMany(block => block.Groups[1].Value.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
            .Select(line => Comment().Replace(line, "").Trim()).Where(line => line.Length > 0);

    /// <summary>Commands in the running text, and the examples of the page of commands.</summary>
    public IEnumerable<string> MentionedCommands => Mention().Matches(_text).Select(match => match.Groups[1].Value.Trim());

    /// <summary>Targets of its links, outside of code.</summary>
    public IEnumerable<string> Links => Link().Matches(Code().Replace(_text, "")).Select(match => match.Groups[1].Value);

    /// <summary>Anchors as GitHub makes them from headings.</summary>
    public IEnumerable<string> Anchors
    {
        get
        {
            var seen = new Dictionary<string, int>();
            foreach (Match heading in Heading().Matches(Fence().Replace(_text, "")))
            {
                var words = LinkText().Replace(heading.Groups[1].Value, "$1").Trim().ToLowerInvariant();
                var anchor = string.Concat(words.Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');
                seen[anchor] = seen.GetValueOrDefault(anchor) + 1;
                yield return seen[anchor] == 1 ? anchor : $"{anchor}-{seen[anchor] - 1}";
            }
        }
    }

    private static IEnumerable<string> Below(string directory) => Directory
        .EnumerateFiles(Path.Combine(GoldenData.Root, directory), "*.md", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(GoldenData.Root, file));

    private static string Forward(string path) => path.Replace('\\', '/');

    [GeneratedRegex("^```sh\\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex("(^|\\s)#\\s.*$")]
    private static partial Regex Comment();

    [GeneratedRegex("`(fastmtp [^`\\n]+)`|^  (fastmtp [^\\n]+)$", RegexOptions.Multiline)]
    private static partial Regex Mention();

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex("^```.*?^```|`[^`\\n]*`", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex("\\]\\(([^()\\s]+)\\)")]
    private static partial Regex Link();

    [GeneratedRegex("\\[([^\\]]*)\\]\\([^)]*\\)")]
    private static partial Regex LinkText();

    [GeneratedRegex("^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
