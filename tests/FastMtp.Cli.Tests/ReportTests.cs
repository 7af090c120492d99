using System.Text.RegularExpressions;
using System.Xml.Linq;
using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

public partial class ReportTests
{
    [Fact]
    public void AgreementIsTold()
    {
        using var directory = new TemporaryDirectory();
        var verdict = Verdict(directory, [("a", 30, 0.002), ("b", 30, 0.002)], [("a", 20, 0.002), ("b", 20, 0.002)]);
        Assert.Contains("They agree, so the fit does not follow the noise", verdict);
        Assert.Contains("No group and no set of species has errors much larger", verdict);
        Assert.DoesNotContain("knows its training data better", verdict);
    }

    [Fact]
    public void AnOverfitIsTold()
    {
        using var directory = new TemporaryDirectory();
        var verdict = Verdict(directory, [("a", 40, 0.001)], [("a", 40, 0.003)]);
        Assert.Contains("the fit knows its training data better than others", verdict);
        Assert.DoesNotContain("They agree", verdict);
    }

    [Fact]
    public void ABadGroupIsNamedWithItsFewTrainingCells()
    {
        using var directory = new TemporaryDirectory();
        var verdict = Verdict(directory, [("bulk", 60, 0.001), ("slab", 6, 0.001)], [("bulk", 30, 0.001), ("slab", 10, 0.005)]);
        var item = verdict.Split('\n').Single(line => line.StartsWith("- **slab", StringComparison.Ordinal));
        Assert.Contains("10 cells with", item);
        Assert.Contains("The training data have only 6 cells of this group (9.1 %)", item);
        Assert.DoesNotContain("- **bulk", verdict);
    }

    [Fact]
    public void ErrorsAreThoseOfEvaluate()
    {
        using var directory = new TemporaryDirectory();
        var potential = PlantedData.Potential(directory);
        var valid = PlantedData.Write(directory, "v.xyz", 2, ("a", 12, 0.01), ("b", 5, 0.02));
        var train = PlantedData.Write(directory, "t.xyz", 1, ("a", 10, 0.01), ("b", 10, 0.01));
        Outcome.Success("report", potential, "--training", train, "--valid", valid, "--output", directory.PathOf("r.md"));
        var report = File.ReadAllText(directory.PathOf("r.md"));
        foreach (var (data, name) in ((string, string)[])[(train, "training"), (valid, "validation")])
        {
            var printed = Outcome.Success("evaluate", potential, data).Output;
            foreach (var quantity in (string[])["energy, meV/atom", "force component, meV/Å"])
            {
                var line = printed.Split('\n').Single(l => l.Contains(quantity, StringComparison.Ordinal));
                var after = line[(line.IndexOf(quantity, StringComparison.Ordinal) + quantity.Length)..];
                string[] numbers = [.. after.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..3]];
                Assert.Contains($"| {quantity} | {name} | {string.Join(" | ", numbers)} |", report);
            }
        }
        var groups = Outcome.Success("evaluate", potential, valid).Output.Split('\n')
            .Single(l => l.TrimStart().StartsWith("b  ", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains($"| {groups[1]} | {groups[2]} | {groups[3]} |",
            report.Split('\n').Single(l => l.StartsWith("| b |", StringComparison.Ordinal)));
    }

    [Fact]
    public void PicturesOfMarkdownLieBesideIt()
    {
        using var directory = new TemporaryDirectory();
        Verdict(directory, [("a", 10, 0.002)], [("a", 10, 0.002)]);
        string[] links = [.. Picture().Matches(File.ReadAllText(directory.PathOf("r.md"))).Select(match => match.Groups[1].Value)];
        Assert.Equal(["r-groups.png", "r-parity.png", "r-distribution.png"], links);
        Assert.All(links, link => Assert.True(new FileInfo(directory.PathOf(link)).Length > 1000));
    }

    [Fact]
    public void HtmlHoldsAllItNeeds()
    {
        using var directory = new TemporaryDirectory();
        var train = PlantedData.Write(directory, "t.xyz", 1, ("a|<b>_*&", 10, 0.002), ("c", 10, 0.002));
        var path = directory.PathOf("r.html");
        Outcome.Success("report", PlantedData.Potential(directory), "--training", train, "--output", path);
        var page = File.ReadAllText(path);
        Assert.DoesNotContain("http", page);
        Assert.DoesNotContain("<script", page);
        var body = XDocument.Parse(page).Root!.Element("body")!;
        var images = body.Descendants("img").Select(image => image.Attribute("src")!.Value).ToArray();
        Assert.Equal(3, images.Length);
        Assert.All(images, source => Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'],
            Convert.FromBase64String(source["data:image/png;base64,".Length..])[..4]));
        Assert.Contains(body.Descendants("td"), cell => cell.Value == "a|<b>_*&");
        Assert.All(body.Descendants("table"), table =>
            Assert.Single(table.Descendants("tr").Select(row => row.Elements().Count()).Distinct()));
        Assert.Equal([path], Directory.GetFiles(directory.Root, "r*"));
    }

    [Theory, InlineData("p.mtp"), InlineData("p.fmtp")]
    public void AFitReportsAndItsHeldOutCellsAreFoundAgain(string name)
    {
        using var directory = new TemporaryDirectory();
        var train = PlantedData.Write(directory, "t.xyz", 1, ("a", 30, 0.002), ("b", 20, 0.002));
        var (potential, first, second) = (directory.PathOf(name), directory.PathOf("p.md"), directory.PathOf("second.md"));
        var fit = Outcome.Success("train", train, "--level", "4", "--steps", "4", "--output", potential, "--report", first);
        Outcome.Success("report", potential, "--training", train, "--output", second);
        var text = File.ReadAllText(first);
        Assert.Contains("held out of the training data", text);
        Assert.Contains("![Loss and errors against the step](<p-learning.png>)", text);
        Assert.True(File.Exists(directory.PathOf("p-learning.png")));
        Assert.True(File.Exists(directory.PathOf("p.learning.png")));
        // A .mtp file keeps no notes and no shortest distances, so what is said of the potential may differ;
        // what is said of its errors does not.
        foreach (var heading in (string[])["## Verdict", "## Errors", "## Worst cells"])
            Assert.Equal(Known(Section(text, heading)), Known(Section(File.ReadAllText(second), heading)));
        Assert.Equal(fit.Output.Contains("lowered their loss"), text.Contains("before the final steps"));

        string Known(string section)
        {
            if (!name.EndsWith(".mtp", StringComparison.Ordinal)) return section;
            var lines = section.Split('\n').Where(line => !line.StartsWith("- **Final steps.**", StringComparison.Ordinal));
            return string.Join('\n', lines);
        }
    }

    [Fact]
    public void ALearningCurveKeepsItsFits()
    {
        using var directory = new TemporaryDirectory();
        var train = PlantedData.Write(directory, "t.xyz", 1, ("a", 30, 0.002), ("b", 20, 0.002));
        var (potential, report) = (directory.PathOf("p.fmtp"), directory.PathOf("r.md"));
        Outcome.Success("train", train, "--level", "6", "--steps", "4", "--output", potential);
        string[] command = ["report", potential, "--training", train, "--output", report, "--learning-curve"];
        var outcome = Outcome.Success(command);
        Assert.Contains("Learning curve: 5 fits of up to 4 steps, together about", outcome.Output);
        Assert.Contains("Fit 5: mtp:4", outcome.Output);
        var text = File.ReadAllText(report);
        var rows = Section(text, "## Learning curve over the amount of data").Split('\n')
            .Where(line => line.StartsWith("| mtp:", StringComparison.Ordinal)).ToArray();
        Assert.Equal(5, rows.Length);
        // The fit to all of the data is that of the potential.
        var own = Section(text, "## Errors").Split('\n')
            .Single(line => line.StartsWith("| energy, meV/atom | validation", StringComparison.Ordinal)).Split(" | ")[2];
        Assert.Equal(own, rows[3].Split(" | ")[4]);
        Assert.Contains("twice the data would leave", text);
        Assert.DoesNotContain("Fit 1", Outcome.Success(command).Output);
        Assert.Equal(text, File.ReadAllText(report));
    }

    [Fact]
    public void ACommitteeIsReportedByItsMean()
    {
        using var directory = new TemporaryDirectory();
        var train = PlantedData.Write(directory, "t.xyz", 1, ("a", 10, 0.002));
        var one = PlantedData.Potential(directory);
        Outcome.Success("report", one, one, "--training", train, "--output", directory.PathOf("r.md"));
        Assert.Contains("A committee of 2", File.ReadAllText(directory.PathOf("r.md")));
    }

    private static string Verdict(TemporaryDirectory directory, (string, int, double)[] training, (string, int, double)[] validation)
    {
        var (train, valid) = (PlantedData.Write(directory, "t.xyz", 1, training), PlantedData.Write(directory, "v.xyz", 2, validation));
        var (potential, report) = (PlantedData.Potential(directory), directory.PathOf("r.md"));
        Outcome.Success("report", potential, "--training", train, "--valid", valid, "--output", report);
        return Section(File.ReadAllText(report), "## Verdict");
    }

    private static string Section(string text, string heading) => text.Split($"{heading}\n")[1].Split("\n## ")[0];

    [GeneratedRegex(@"\(<([^>]+)>\)")]
    private static partial Regex Picture();
}
