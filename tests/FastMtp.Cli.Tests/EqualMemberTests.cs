using FastMtp.Cli.Terminals;
using FastMtp.Files.PotentialFiles;
using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

/// <summary>Committees with members that are the same potential, whose spread says nothing.</summary>
public sealed class EqualMemberTests : IDisposable
{
    private const string Note = "note: members 1 and 3 of 3 are the same potential, and the spread between equal members says nothing; ";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void EveryCommandThatTakesACommitteeNotesThem()
    {
        var (committee, data) = (Committee(), Outcome.Golden[0]);
        string[][] commands =
        [
            ["info", committee],
            ["evaluate", committee, data],
            ["select", committee, data, "--by", "spread", "--output", _directory.PathOf("chosen.xyz")],
            ["relax", committee, _directory.Write("a.xyz", BadInputs.Dimer), "--steps", "1", "--output", _directory.PathOf("b.xyz")],
            ["report", committee, "--training", data, "--output", _directory.PathOf("report.md")],
        ];
        foreach (var command in commands)
            Assert.StartsWith(Note, Outcome.Of(command).Error, StringComparison.Ordinal);
        Assert.Contains("note: members 1 and 2 of 2 are", Outcome.Of(
            "evaluate", Member(1), Member(1), data).Error, StringComparison.Ordinal);
        Assert.Contains("note: members 1 and 2 of 2 are", Outcome.Of(
            "rank", Member(1), Member(1), _directory.PathOf("a.xyz"), "--steps", "1").Error, StringComparison.Ordinal);
        Assert.DoesNotContain("equal members", Outcome.Success("evaluate", Member(1), Member(2), data).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void NoCommitteeIsMadeOfThem()
    {
        var to = _directory.PathOf("made.fmtp");
        foreach (var files in (string[][])[[Committee(), Member(3)], [Member(2), Committee()], [Member(1), Member(2), Member(1)]])
        {
            var outcome = Outcome.Of(["committee", .. files, "--output", to]);
            Assert.Equal(ExitCode.BadInput, outcome.ExitCode);
            Assert.Contains("are the same potential, and the spread between equal members says nothing", outcome.Error);
            Assert.False(File.Exists(to));
        }
    }

    [Fact]
    public void SamplesOfFewDataThatAreEqualAreNoted()
    {
        var data = _directory.Write("data.xyz", BadInputs.Dimer + BadInputs.Dimer.Replace("2.5", "2.6", StringComparison.Ordinal));
        var fit = _directory.PathOf("fit.fmtp");
        Outcome.Success("train", data, "--valid", "none", "--level", "2", "--steps", "1", "--output", fit);
        // Two cells have three samples.
        var made = Outcome.Success("committee", fit, "--bootstrap", "4", "--training", data, "--output", _directory.PathOf("all.fmtp"));
        Assert.Matches("note: members .* are the same potential, .* so few data give the same samples again, so add some", made.Error);
    }

    private string Committee()
    {
        var path = _directory.PathOf("committee.fmtp");
        FastMtp.Potential.Committee(((int[])[1, 2, 1]).Select(i => FastMtp.Potential.Load(Member(i)))).Save(path);
        return path;
    }

    /// <summary>Fits that differ a little.</summary>
    private string Member(int number)
    {
        var path = _directory.PathOf($"{number}.fmtp");
        var model = GoldenData.Potential(6);
        if (!File.Exists(path)) PotentialFile.Write(path, model.WithParameters([.. model.Parameters.Select(c => (1 + 0.01 * number) * c)]));
        return path;
    }
}
