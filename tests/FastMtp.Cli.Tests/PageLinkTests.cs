using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

/// <summary>Links between pages lead somewhere.</summary>
public class PageLinkTests
{
    public static TheoryData<string> Pages => [.. Page.All];

    [Theory]
    [MemberData(nameof(Pages))]
    public void EveryLinkResolves(string page)
    {
        var directory = Path.GetDirectoryName(page)!;
        var broken = new Page(page).Links
            .Where(link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith("mailto:", StringComparison.Ordinal))
            .Where(link => !Resolves(page, directory, link)).ToList();
        Assert.True(broken.Count == 0, $"{page}: no target for {string.Join(", ", broken)}");
    }

    [Fact]
    public void EveryPageIsInTheIndex()
    {
        var index = new Page("docs/README.md").Links.Select(link => link.Split('#')[0]).ToHashSet();
        Assert.All(
            Page.Documentation.Where(page => page is not ("README.md" or "docs/README.md")),
            page => Assert.Contains(page["docs/".Length..], index));
    }

    private static bool Resolves(string page, string directory, string link)
    {
        var (file, anchor) = link.Split('#') is [var before, var after] ? (before, after) : (link, "");
        var target = file.Length == 0 ? page : Path.Combine(directory, file);
        var path = Path.GetFullPath(Path.Combine(GoldenData.Root, target));
        if (!File.Exists(path) && !Directory.Exists(path)) return false;
        return anchor.Length == 0 || new Page(Path.GetRelativePath(GoldenData.Root, path)).Anchors.Contains(anchor);
    }
}
