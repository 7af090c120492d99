using FastMtp.Cli.Terminals;
using FastMtp.Files.PotentialFiles;
using FastMtp.Files.Text;
using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

/// <summary>Odd surroundings and odd data end in a sentence or a note.</summary>
public sealed class RobustnessTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("info DATA >&-", ExitCode.Success)]
    [InlineData("--help >&-", ExitCode.Success)]
    [InlineData("info DATA | true", ExitCode.Success)]
    [InlineData("info missing.xyz 2>&-", ExitCode.BadInput)]
    [InlineData("info missing.xyz 2>/dev/full", ExitCode.BadInput)]
    [InlineData("info DATA >/dev/full", ExitCode.BadInput)]
    public void StreamsThatTakeNothingAreNoReasonToCrash(string arguments, int exitCode)
    {
        var data = BadInputs.Xyz(_directory, BadInputs.Dimer);
        var (code, output, error) = Typed($"set -o pipefail; FASTMTP {arguments.Replace("DATA", $"'{data}'")}");
        Assert.True(code == exitCode, $"{arguments}: {code}, {error}");
        Assert.DoesNotContain("Exception", output + error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("info <(cat DATA)", "/dev/fd/")]
    [InlineData("check /dev/stdin < <(cat DATA)", "/dev/stdin")]
    [InlineData("convert unheard.xyz out.xyz", "unheard.xyz")]
    [InlineData("info unheard.mtp", "unheard.mtp")]
    [InlineData("evaluate unheard.fmtp DATA", "unheard.fmtp")]
    [InlineData("grade unheard.als DATA", "unheard.als")]
    public void PipesAreRefusedAndNotWaitedFor(string arguments, string name)
    {
        var data = BadInputs.Xyz(_directory, BadInputs.Dimer);
        var fifo = arguments.Split(' ').FirstOrDefault(word => word.StartsWith("unheard", StringComparison.Ordinal));
        var (code, output, error) = Typed((fifo is null ? "" : $"mkfifo {fifo}; ") + $"FASTMTP {arguments.Replace("DATA", $"'{data}'")}");
        Assert.True(code == ExitCode.BadInput, $"{arguments}: {code}, {output} {error}");
        Assert.Matches($"^fastmtp: {name}[0-9]*: this is a pipe, which can be read only once; name a file.\\n$", error);
    }

    [Fact]
    public void AFileMayComeAsStandardInput()
    {
        var data = BadInputs.Xyz(_directory, BadInputs.Dimer);
        Assert.Equal(ExitCode.Success, Typed($"FASTMTP info /dev/stdin < '{data}'").ExitCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public void AModelHasADirectory(string directory)
    {
        var outcome = Outcome.Of("export", GoldenData.PathOf("g06.mtp"), directory, "--format", "ase", "--species", "Mo,Nb,Ta,W");
        Assert.Equal((ExitCode.BadInput,
            $"fastmtp: '{directory}' cannot be the directory of a model; name another one, such as my_alloy.\n"),
            (outcome.ExitCode, outcome.Error));
    }

    [Fact]
    public void ResultsThatOverflowAreAFailure()
    {
        var potential = GoldenData.Potential(6);
        PotentialFile.Write(
            _directory.PathOf("a.fmtp"), potential with { MomentCoefficients = [.. potential.MomentCoefficients.Select(_ => 1e308)] });
        var data = BadInputs.Xyz(_directory, string.Concat(Enumerable.Repeat(BadInputs.Dimer, 7)));
        var outcome = Outcome.Of("evaluate", _directory.PathOf("a.fmtp"), data, "--output", _directory.PathOf("b.xyz"));
        Assert.Equal(ExitCode.Failure, outcome.ExitCode);
        Assert.Contains("not finite for 7 configurations, data.xyz #1, data.xyz #2, data.xyz #3, data.xyz #4, data.xyz #5, …; check",
            outcome.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_directory.PathOf("b.xyz")));
    }

    [Fact]
    public void WhatMayBeAMistakeInDataIsNoted()
    {
        var dimer = BadInputs.Dimer.Replace("Mo", "Xx", StringComparison.Ordinal).Replace("-3.5", "-300000", StringComparison.Ordinal)
            .Replace("0.1", "0.00001", StringComparison.Ordinal);
        var data = BadInputs.Xyz(_directory, dimer + dimer + dimer.Replace("0 0 2.5", "0 0 4.5"));
        var notes = Outcome.Success("info", data, "--cutoff", "4").Error;
        Assert.Contains("note: Xx: not an element symbol", notes, StringComparison.Ordinal);
        Assert.Contains(
            "note: 1 of 3 configurations repeat the atoms of an earlier one (first data.xyz #2, which repeats data.xyz #1)",
            notes, StringComparison.Ordinal);
        Assert.Contains("note: half of the energies exceed 150000 eV per atom", notes, StringComparison.Ordinal);
        Assert.Contains("note: no force component exceeds 1E-05 eV/Å", notes, StringComparison.Ordinal);
        Assert.Contains("note: 2 of 6 atoms have no neighbour within 4 Å, the first in data.xyz #3", notes, StringComparison.Ordinal);
        Assert.Equal("", Outcome.Success("info", Outcome.Example("valid.xyz.gz")).Error);
        var huge = _directory.Write("huge.xyz", BadInputs.Dimer + BadInputs.Dimer.Replace("0.1", "2e5").Replace("2.5", "2.6"));
        Assert.Contains("note: the largest force is 2E+05 eV/Å, in huge.xyz #2", Outcome.Success("info", huge).Error,
            StringComparison.Ordinal);

        const string bulk = "BEGIN_CFG\n Size\n 1\n Supercell\n 4 0 0\n 0 4 0\n 0 0 4\n"
            + " AtomData: id type cartes_x cartes_y cartes_z\n 1 0 0 0 0\nEND_CFG\n";
        var slab = _directory.Write("slab.cfg", bulk + bulk.Replace(" 0 4 0\n", "", StringComparison.Ordinal));
        Assert.Contains("note: 1 of 2 configurations repeat in only one or two directions (first slab.cfg #2)",
            Outcome.Success("info", slab).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void NearerValidationDataAreNoted()
    {
        var data = BadInputs.Xyz(_directory, BadInputs.Dimer);
        var valid = _directory.Write("valid.xyz", BadInputs.Dimer + BadInputs.Dimer.Replace("2.5", "1.9", StringComparison.Ordinal));
        var outcome = Outcome.Success("train", data, "--valid", valid, "--level", "2", "--steps", "2", "--output",
            _directory.PathOf("a.mtp"));
        Assert.Contains(
            "1 of 2 validation configurations, the first valid.xyz #2, have atoms closer together (1.9 Å) "
            + "than any in the training data (2.5 Å)",
            outcome.Error, StringComparison.Ordinal);
        Assert.Contains("Validation errors: 2 configurations", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ValidationDataThatRepeatTrainingDataAreNoted()
    {
        var far = BadInputs.Dimer.Replace("2.5", "2.9", StringComparison.Ordinal);
        var data = BadInputs.Xyz(_directory, BadInputs.Dimer + far);
        var valid = _directory.Write("valid.xyz", far.Replace("2.9", "2.7", StringComparison.Ordinal) + far);
        const string Note = "note: 1 of 2 validation configurations repeat the atoms of training ones "
            + "(first valid.xyz #2, which repeats data.xyz #2)";
        var potential = _directory.PathOf("a.fmtp");
        Assert.Contains(Note, Outcome.Success("train", data, "--valid", valid, "--level", "2", "--steps", "2", "--output", potential).Error,
            StringComparison.Ordinal);
        string[] report = ["report", potential, "--valid", valid, "--output", _directory.PathOf("r.md"), "--training"];
        var same = Outcome.Success([.. report, data]).Error;
        Assert.Contains(Note, same, StringComparison.Ordinal);
        Assert.DoesNotContain("was fitted to", same, StringComparison.Ordinal);
        Assert.Contains("was fitted to 2 configurations, but the training data have 3", Outcome.Success(
            [.. report, _directory.Write("more.xyz", BadInputs.Dimer + far + BadInputs.Dimer)]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoFitsDoNotShareACheckpoint()
    {
        var data = BadInputs.Xyz(_directory, BadInputs.Dimer);
        string[] fit = ["train", data, "--level", "2", "--steps", "2", "--output", _directory.PathOf("a.mtp")];
        using (FileLease.Take(_directory.PathOf("a.checkpoint.json")))
        {
            var outcome = Outcome.Of(fit);
            Assert.Equal(ExitCode.BadInput, outcome.ExitCode);
            Assert.Contains($"process {Environment.ProcessId} on", outcome.Error, StringComparison.Ordinal);
        }
        Outcome.Success(fit);
    }

    [Fact]
    public void NamesFromFilesDoNotReachTheTerminalAsTheyAre()
    {
        var odd = $"\u001b[31m{new string('g', 20000)}";
        var data = BadInputs.Xyz(_directory, BadInputs.Dimer.Replace("energy", $"config_type=\"{odd}\" energy", StringComparison.Ordinal)
            + BadInputs.Dimer.Replace("2.5", "2.6", StringComparison.Ordinal));
        foreach (var outcome in (Outcome[])[Outcome.Success("info", data), Outcome.Of("train", data, "--weight", "g=1"),
            Outcome.Of("info", $"{odd}.xyz"), Outcome.Of($"{odd}")])
        {
            Assert.DoesNotContain('\u001b', outcome.Output + outcome.Error);
            Assert.All((outcome.Output + outcome.Error).Split('\n'), line => Assert.InRange(line.Length, 0, 1200));
        }
    }

    /// <summary>What a command line of a shell does; FASTMTP is the program.</summary>
    private (int ExitCode, string Output, string Error) Typed(string line)
    {
        var host = Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? Environment.ProcessPath! : "dotnet";
        var program = Path.Combine(AppContext.BaseDirectory, "fastmtp.dll");
        using var process = Programs.Start("bash", ["-c", line.Replace("FASTMTP", $"'{host}' exec '{program}'")], _directory.Root);
        return Programs.End(process);
    }
}
