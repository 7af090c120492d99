using System.Globalization;
using FastMtp.Cli.Terminals;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Files.Text;

namespace FastMtp.Cli.Tests;

public sealed class LearnTests : IDisposable
{
    private readonly LoopDirectory _loop = new();

    public void Dispose() => _loop.Dispose();

    [Fact]
    public void ALoopEndsWhenNothingIsLeftToLearn()
    {
        var outcome = _loop.Run();
        Assert.True(outcome.ExitCode == ExitCode.Success, outcome.Error);
        Assert.Contains("nothing that the potential does not know", outcome.Output);
        var rounds = _loop.Table();
        Assert.InRange(rounds.Length, 3, 9);
        Assert.Equal("0", rounds[^1]["chosen"]);
        Assert.All(rounds[..^1], round => Assert.InRange(Number(round, "chosen"), 1, 3));
        // The set grows by what was labelled, and the errors on larger amplitudes fall.
        for (var i = 1; i < rounds.Length; i++)
            Assert.Equal(Number(rounds[i - 1], "configurations") + Number(rounds[i - 1], "labelled"), Number(rounds[i], "configurations"));
        var (first, last) = (Number(rounds[0], "test_force_rmse_ev_per_angstrom"), Number(rounds[^1], "test_force_rmse_ev_per_angstrom"));
        Assert.True(last < 0.7 * first, $"{first} eV/Å at the start, {last} at the end");
        Assert.InRange(Number(rounds[^1], "largest_grade"), 0.5, 2);
        Assert.Equal(_loop.Labelled.Distinct().Count(), _loop.Labelled.Length);
        Assert.Equal(rounds[..^1].Sum(round => Number(round, "chosen")), _loop.Labelled.Length);
        Assert.True(new FileInfo(_loop.PathOf("out/rounds.png")).Length > 1000);
        Assert.Equal(
            File.ReadAllText(_loop.PathOf($"out/round-{rounds.Length - 1:00}/potential.fmtp")),
            File.ReadAllText(_loop.PathOf("out/potential.fmtp")));
        Assert.Equal("round-00", ConfigurationFile.Read(_loop.PathOf("out/round-01/training.xyz")).Configurations[^1].ConfigType);

        // Repeating the command computes nothing and says the same.
        var again = _loop.Run();
        Assert.Equal(outcome.Output[outcome.Output.IndexOf("Rounds,", StringComparison.Ordinal)..],
            again.Output[again.Output.IndexOf("Rounds,", StringComparison.Ordinal)..]);
        Assert.Equal(rounds[..^1].Sum(round => Number(round, "chosen")), _loop.Labelled.Length);
    }

    [Fact]
    public void LimitsEndALoopWithAFitToAllLabels()
    {
        _loop.Write("labels = 4");
        Assert.Contains("the number of labels has reached 4", _loop.Run().Output);
        Assert.Equal(["3", "1", ""], _loop.Table().Select(round => round["chosen"]));
        Assert.Equal("10", _loop.Table()[^1]["configurations"]);
        // More of them go on where it ended.
        _loop.Write("labels = 99", "rounds = 3");
        Assert.Contains("the number of rounds has reached 3", _loop.Run().Output);
        Assert.Equal(4, _loop.Table().Length);
        Assert.Equal(_loop.Labelled.Distinct().Count(), _loop.Labelled.Length);
    }

    [Fact]
    public void MembersStartApartAndTheirSpreadChooses()
    {
        _loop.Write("members = 2", "by = \"both\"", "rounds = 2");
        var outcome = _loop.Run();
        Assert.True(outcome.ExitCode == ExitCode.Success, outcome.Error);
        Assert.Contains("spread, eV/Å", outcome.Output);
        Assert.True(Number(_loop.Table()[0], "largest_spread_ev_per_angstrom") > 0);
        Assert.Equal(2, Potential.Load(_loop.PathOf("out/potential.fmtp")).Members.Count);
    }

    [Fact]
    public void ALabelThatFailsIsLeftOut()
    {
        _loop.Write("label_command = \"case $PWD in */001) echo no convergence; exit 3;; esac; sh {loop}/label.sh\"", "rounds = 1");
        var outcome = _loop.Run();
        Assert.True(outcome.ExitCode == ExitCode.Success, outcome.Error);
        Assert.Contains("labels/001: the command ended with status 3 after printing: no convergence", outcome.Error);
        Assert.Equal(("3", "2"), (_loop.Table()[0]["chosen"], _loop.Table()[0]["labelled"]));
    }

    [Theory]
    [InlineData("sh {loop}/missing.sh", "missing.sh")]
    [InlineData("true", "labelled.xyz: the command did not write this file; it printed: nothing")]
    [InlineData("sh {loop}/label.sh; sed -i 's/energy=/e=/' labelled.xyz", "there is no energy")]
    [InlineData("sh {loop}/label.sh; sed -i s/forces/dipoles/ labelled.xyz", "there are no forces")]
    [InlineData("sh {loop}/label.sh; cat labelled.xyz labelled.xyz > a; mv a labelled.xyz", "there are 2 configurations instead of one")]
    [InlineData("sh {loop}/label.sh; sed -i 's/^4/3/; $d' labelled.xyz", "the atoms are not those of the configuration")]
    [InlineData("sed -i 's/^Cu -*0/Cu 7/' configuration.xyz; sh {loop}/label.sh", "atoms have moved by")]
    [InlineData("echo rubbish > labelled.xyz", "labelled.xyz:1: ")]
    public void IfAllLabelsFailTheLoopStopsAndGoesOnWhenTheyAreMended(string command, string sentence)
    {
        _loop.Write($"label_command = \"{command}\"", "rounds = 1");
        var outcome = _loop.Run();
        Assert.Equal(ExitCode.Failure, outcome.ExitCode);
        Assert.Contains(sentence, outcome.Error);
        Assert.StartsWith("fastmtp: No label of round 0 could be computed: ", outcome.Error);
        Assert.Single(outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        _loop.Write("rounds = 1");
        Assert.Equal(ExitCode.Success, _loop.Run().ExitCode);
        Assert.Equal("3", _loop.Table()[0]["labelled"]);
    }

    [Fact]
    public void IfNoSimulationHasFramesTheLoopStopsAndGoesOnWhenItIsMended()
    {
        _loop.Write("command = \"echo no such pair style; exit 1\"", "rounds = 1");
        var outcome = _loop.Run();
        Assert.Equal(ExitCode.Failure, outcome.ExitCode);
        Assert.Contains(
            "no simulation wrote a frame that can be used; the first ended with status 1 after printing: no such pair style",
            outcome.Error);
        _loop.Write("rounds = 1");
        Assert.Equal(ExitCode.Success, _loop.Run().ExitCode);
    }

    [Fact]
    public void WhatASimulationThatBrokeDownLeftIsOfUse()
    {
        // Frame 6 has two atoms at the same place, and the second run ends in the middle of a frame.
        const string spoil = "sh {loop}/simulate.sh {seed}; if test {seed} = 1; then awk 'NR == 33 { print \\\"Cu 0 0 0\\\"; next } "
            + "NR == 34 { print \\\"Cu 0 0 0\\\"; next } { print }' frames.xyz > a; mv a frames.xyz; "
            + "else head -n 21 frames.xyz > a; mv a frames.xyz; exit 7; fi";
        _loop.Write($"command = \"{spoil}\"", "rounds = 1");
        var outcome = _loop.Run();
        Assert.True(outcome.ExitCode == ExitCode.Success, outcome.Error);
        Assert.Contains("simulation 1 (seed 2) ended with status 7", outcome.Error);
        Assert.Contains("The frames before it are used.", outcome.Error);
        Assert.Equal("15", _loop.Table()[0]["frames"]);
        Assert.True(Number(_loop.Table()[0], "astray") >= 7);
    }

    [Fact]
    public void FramesNeedElements()
    {
        _loop.Write("frames = [\"frames.dump\"]", "rounds = 1",
            "command = \"printf 'ITEM: TIMESTEP\\\\n0\\\\nITEM: NUMBER OF ATOMS\\\\n1\\\\n"
            + "ITEM: BOX BOUNDS pp pp pp\\\\n0 9\\\\n0 9\\\\n0 9\\\\nITEM: ATOMS id type x y z\\\\n1 1 0 0 0\\\\n' > frames.dump\"");
        var outcome = _loop.Run();
        Assert.Equal(ExitCode.BadInput, outcome.ExitCode);
        Assert.Contains("frames.dump: the frames have type numbers but no elements", outcome.Error);
    }

    [Fact]
    public void ALoopIsOneProcessOfOnePotential()
    {
        _loop.Write("rounds = 1");
        Assert.Equal(ExitCode.Success, _loop.Run().ExitCode);
        using (FileLease.Take(_loop.PathOf("out/loop.json")))
        {
            var second = _loop.Run();
            Assert.Equal(ExitCode.BadInput, second.ExitCode);
            Assert.Contains("is writing this file", second.Error);
        }
        _loop.Write("rounds = 1", "level = 6");
        var other = _loop.Run();
        Assert.Equal(ExitCode.BadInput, other.ExitCode);
        Assert.Contains("the loop was begun with other data or another [fit]", other.Error);
    }

    private static double Number(Dictionary<string, string> row, string title) => double.Parse(row[title], CultureInfo.InvariantCulture);
}
