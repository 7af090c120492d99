using FastMtp.Files.PaceFiles;
using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

public class ExportTests
{
    private static readonly string[] Species = ["--species", "Mo,Nb,Ta,W"];

    [Fact]
    public void AYaceFileComesWithTheLinesForLammps()
    {
        using var directory = new TemporaryDirectory();
        var yace = directory.PathOf("alloy.yace");
        var outcome = Outcome.Success(["export", GoldenData.PathOf("g08.mtp"), yace, "--format", "yace", .. Species]);
        var model = YaceFile.Read(yace);
        Assert.Equal(GoldenData.Species, model.Elements);
        Assert.Contains($"{model.Functions.Sum(list => list.Length)} functions with ", outcome.Output);
        Assert.Contains($"  pair_style pace\n  pair_coeff * * {yace} Mo Nb Ta W\n", outcome.Output);
        Assert.DoesNotContain("zbl", outcome.Output + outcome.Error);
    }

    [Fact]
    public void ARepulsionIsLeftOutAndSaid()
    {
        using var directory = new TemporaryDirectory();
        var (fmtp, yace, without) = (directory.PathOf("a.fmtp"), directory.PathOf("a.yace"), directory.PathOf("b.yace"));
        Outcome.Success(["convert", GoldenData.PathOf("g06.mtp"), fmtp, .. Species]);
        var text = File.ReadAllText(fmtp);
        Outcome.Success(["export", fmtp, without, "--format", "yace"]);
        const string Zbl = "\"repulsion\": { \"type\": \"zbl\", \"inner\": 1.25, \"outer\": 2.5 },";
        directory.Write("a.fmtp", text.Replace("\"radial\": {", Zbl + "\n  \"radial\": {"));
        var outcome = Outcome.Success(["export", fmtp, yace, "--format", "yace"]);
        Assert.Contains("lacks the ZBL repulsion", outcome.Error);
        Assert.Contains($"  pair_style hybrid/overlay pace zbl 1.25 2.5\n  pair_coeff * * pace {yace} Mo Nb Ta W\n", outcome.Output);
        Assert.Contains("  pair_coeff 1 1 zbl 42 42\n  pair_coeff 1 2 zbl 42 41\n", outcome.Output);
        Assert.Contains("  pair_coeff 4 4 zbl 74 74\n", outcome.Output);
        Assert.Equal(File.ReadAllText(without), File.ReadAllText(yace));
    }
}
