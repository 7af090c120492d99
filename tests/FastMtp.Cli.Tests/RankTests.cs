using FastMtp.Cli.Terminals;
using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

public sealed class RankTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void PolymorphsAreRankedWithAnEnsembleAndAgainFromItsFiles()
    {
        var potential = _directory.PathOf("fit.fmtp");
        Outcome.Success("train", Outcome.Example("train.xyz.gz"), "--level", "6", "--steps", "40", "--ensemble", "2",
            "--normalization", "per-atom", "--stress-weight", "0.001", "--output", potential);
        var members = Directory.GetFiles(_directory.Root, "fit*.fmtp").Order().ToArray();
        Assert.Equal(2, members.Length);
        var structures = _directory.Write("w.xyz", """
            1
            Lattice="-1.6 1.6 1.6 1.6 -1.6 1.6 1.6 1.6 -1.6" Properties=species:S:1:pos:R:3 name=bcc pbc="T T T"
            W 0 0 0
            2
            Lattice="3.25 0 0 0 3.25 0 0 0 3.25" Properties=species:S:1:pos:R:3 name=cubic pbc="T T T"
            W 0 0 0
            W 1.6 1.65 1.62
            1
            Lattice="0 2 2 2 0 2 2 2 0" Properties=species:S:1:pos:R:3 name=fcc pbc="T T T"
            W 0 0 0

            """);
        string[] command = ["rank", .. members, structures, "--symmetry", "--output", _directory.PathOf("ranking")];
        var first = Outcome.Success(command);
        Assert.Contains("mean ± σ of 2 potentials", first.Output);
        Assert.DoesNotContain("cubic", first.Output);
        Assert.True(File.Exists(_directory.PathOf("ranking/ranking.png")));
        var table = File.ReadAllText(_directory.PathOf("ranking/ranking.csv"));
        Assert.StartsWith("formula,structure,", table);
        Assert.Contains("\"cubic\"", table);
        Assert.Empty(Directory.GetFiles(_directory.PathOf("ranking"), "*.journal"));
        Assert.Equal(first.Output, Outcome.Success(command).Output);
        Assert.Equal(table, File.ReadAllText(_directory.PathOf("ranking/ranking.csv")));
    }

    [Fact]
    public void APotentialOfPaceRanksBesideOthers()
    {
        var (own, yace) = (GoldenData.PathOf("g06.mtp"), _directory.PathOf("a.yace"));
        Outcome.Success("export", own, yace, "--format", "yace", "--species", "Mo,Nb,Ta,W");
        var structures = _directory.Write("pairs.xyz", Pair(3.1, "short") + Pair(3.3, "long"));
        var outcome = Outcome.Success("rank", own, yace, structures, "--species", "Mo,Nb,Ta,W", "--cell", "fixed");
        Assert.Contains($"1 of 2  {own}: 2 of 2 structures converged", outcome.Output);
        Assert.Contains($"2 of 2  {yace}: 2 of 2 structures converged", outcome.Output);
        Assert.Contains("mean ± σ of 2 potentials", outcome.Output);

        static string Pair(double a, string name) => FormattableString.Invariant(
            $"2\nLattice=\"{a} 0 0 0 {a} 0 0 0 {a}\" Properties=species:S:1:pos:R:3 name={name}\nMo 0 0 0\nW {a / 2} {a / 2} {a / 2}\n");
    }

    [Theory]
    [InlineData(true, "there are potentials, but no structures")]
    [InlineData(false, "this is no potential")]
    public void PotentialsAndStructuresAreBothNeeded(bool isPotential, string sentence)
    {
        var outcome = Outcome.Of("rank", isPotential ? GoldenData.PathOf("g06.mtp") : BadInputs.Xyz(_directory, BadInputs.Dimer));
        Assert.Equal(ExitCode.BadInput, outcome.ExitCode);
        Assert.Contains(sentence, outcome.Error);
    }
}
