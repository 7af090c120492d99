using System.Globalization;
using FastMtp.Cli.Terminals;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Files.PotentialFiles;
using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

public sealed class GradeTests : IDisposable
{
    private static readonly string Potential = GoldenData.PathOf("g06.mtp");

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("graded.xyz")]
    [InlineData("graded.cfg")]
    public void GradesAreWrittenAndReadAgain(string name)
    {
        var output = _directory.PathOf(name);
        var outcome = Outcome.Success([
            "grade", Potential, .. Outcome.Golden, "--training", Outcome.Golden[0], "--mode", "neighborhood", "--output", output]);
        Assert.Contains("Grades of 8 configurations, by the largest of their atoms", outcome.Output);
        var graded = ConfigurationFile.Read(output, new ReadOptions { TypeNames = GoldenData.Species }).Configurations;
        Assert.Equal(8, graded.Count);
        foreach (var configuration in graded)
        {
            var largest = double.Parse(configuration.Features.Single(f => f.Key == "MV_grade").Value, CultureInfo.InvariantCulture);
            Assert.Equal(largest, configuration.Grades!.Max(), 1e-12);
            // The training data grade themselves.
            Assert.InRange(largest, 0, 1.01 + 1e-6);
        }
    }

    [Fact]
    public void APotentialKeepsItsActiveSetUntilItsCoefficientsChange()
    {
        var saved = _directory.PathOf("graded.fmtp");
        Outcome.Success(["grade", Potential, "--training", .. Outcome.Golden, "--save", saved]);
        var set = PotentialFile.Read(saved).ActiveSet!;
        var withData = Outcome.Success(["grade", Potential, .. Outcome.Golden, "--training", Outcome.Golden[0]]);
        Assert.Equal(withData.Output, Outcome.Success(["grade", saved, .. Outcome.Golden]).Output);

        var again = _directory.PathOf("again.fmtp.gz");
        Outcome.Success("convert", saved, again);
        Assert.Equal(set.Weights, PotentialFile.Read(again).ActiveSet!.Weights);
        var parameters = PotentialFile.Read(saved).Parameters;
        parameters[3] += 1e-9;
        Assert.Null(PotentialFile.Read(saved).WithParameters(parameters).ActiveSet);
        Assert.Contains("active set", Outcome.Success("info", saved).Output);
    }

    [Fact]
    public void TheLibraryGradesAsTheCommandDoes()
    {
        var (saved, output) = (_directory.PathOf("graded.fmtp"), _directory.PathOf("out.xyz"));
        Outcome.Success(["grade", Potential, "--training", .. Outcome.Golden, "--save", saved]);
        Outcome.Success(["grade", saved, .. Outcome.Golden, "--output", output]);
        var potential = FastMtp.Potential.Load(saved);
        Assert.True(potential.HasGrades);
        foreach (var configuration in FastMtp.Configurations.Read(output))
        {
            var prediction = potential.Grade(configuration);
            for (var atom = 0; atom < configuration.Count; atom++)
                Assert.Equal(configuration.Grades![atom], prediction.Grades![atom], 1e-9 * Math.Max(1, configuration.Grades[atom]));
        }
        Assert.Throws<InputException>(() => FastMtp.Potential.Load(Potential, "Mo,Nb,Ta,W").Grade(FastMtp.Configurations.Read(output)[0]));
    }

    [Fact]
    public void WhatAPotentialKnowsIsNotChosenAndWhatIsNewIs()
    {
        var (known, chosen) = (_directory.PathOf("known.xyz"), _directory.PathOf("chosen.xyz"));
        Outcome.Success(["convert", .. Outcome.Golden, known]);
        var none = Outcome.Success("select", Potential, known, "--species", "Mo,Nb,Ta,W", "--training", known, "--output", chosen);
        Assert.Contains("knows all candidates", none.Error);
        var some = Outcome.Success("select", Potential, Outcome.Example("valid.xyz.gz"), "--species", "Mo,Nb,Ta,W", "--training", known,
            "--output", chosen, "--limit", "7");
        Assert.Contains("7 of 376 candidates chosen", some.Output);
        Assert.Equal(7, ConfigurationFile.Read(chosen, new ReadOptions()).Configurations.Count);
    }

    [Theory]
    [InlineData("neighborhood")]
    [InlineData("configuration")]
    public void AnActiveSetChoosesWithoutTheTrainingData(string mode)
    {
        var (small, saved, candidates) = (_directory.PathOf("small.fmtp"), _directory.PathOf("graded.fmtp"), _directory.PathOf("some.xyz"));
        Outcome.Success(["compress", Potential, "--rank", "2", "--output", small]);
        var cells = ConfigurationFile.Read(Outcome.Example("valid.xyz.gz"), new ReadOptions { Species = GoldenData.Species });
        ConfigurationFile.Write(candidates, [.. cells.Configurations.Where((_, i) => i % 16 == 0)], GoldenData.Species);
        foreach (var potential in new[] { Potential, small })
        {
            Outcome.Success(["grade", potential, "--training", .. Outcome.Golden, "--mode", mode, "--save", saved]);
            string[] select = ["select", saved, candidates, "--species", "Mo,Nb,Ta,W", "--limit", "9", "--output"];
            var chosen = Positions([.. select, _directory.PathOf("a.xyz"), "--training", Outcome.Golden[0], "--mode", mode]);
            Assert.NotEmpty(chosen);
            Assert.Equal(chosen, Positions([.. select, _directory.PathOf("a.xyz")]));
        }

        double[][] Positions(string[] select)
        {
            Outcome.Success(select);
            return [.. ConfigurationFile.Read(_directory.PathOf("a.xyz")).Configurations.Select(cell => cell.Positions)];
        }
    }

    [Fact]
    public void MembersKeepTheEnergyOfASpeciesThatTheirSampleLacks()
    {
        var dimers = string.Concat(
            Enumerable.Range(0, 8).Select(i => BadInputs.Dimer.Replace("2.5", $"2.{i + 1}").Replace("-3.5", $"-3.{i}")));
        var data = _directory.Write("data.xyz", dimers + BadInputs.Dimer.Replace("W", "Ta").Replace("-3.5", "-9.5"));
        var (fit, committee) = (_directory.PathOf("fit.fmtp"), _directory.PathOf("all.fmtp"));
        Outcome.Success("train", data, "--valid", "none", "--level", "2", "--steps", "3", "--output", fit);
        var made = Outcome.Success("committee", fit, "--bootstrap", "8", "--training", data, "--output", committee);
        Assert.DoesNotContain("was fitted to", made.Error, StringComparison.Ordinal);
        var kept = PotentialFile.Read(fit);
        var species = kept.Species!.IndexOf("Ta");
        double[] energies = [.. FastMtp.Potential.Load(committee).Members.Select(member => member.Model.SpeciesCoefficients[species])];
        Assert.All(energies, energy => Assert.NotEqual(0, energy));
        Assert.InRange(energies.Count(energy => energy == kept.SpeciesCoefficients[species]), 1, 7);
        Assert.Contains("was fitted to 9 configurations, but the training data have 18", Outcome.Success(
            "committee", fit, "--bootstrap", "2", "--training", data, data, "--output", committee).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void MembersThatAgreeHaveANameToTheirLargestSpread()
    {
        var outcome = Outcome.Success("evaluate", Potential, Potential, Outcome.Golden[0], "--species", "Mo,Nb,Ta,W");
        Assert.Matches(@"largest spread of a force, eV/Å +0 in golden_in\.cfg\S* #1\n", outcome.Output);
    }

    [Fact]
    public void ACommitteePredictsTheMeanAndItsSpread()
    {
        var fit = _directory.PathOf("fit.fmtp");
        Outcome.Success("train", Outcome.Example("train.xyz.gz"), "--level", "4", "--steps", "15", "--ensemble", "3", "--output", fit);
        string[] members = [.. Directory.GetFiles(_directory.Root, "fit*.fmtp").Order()];
        Assert.Equal(3, members.Length);
        var (valid, committee, output) = (Outcome.Example("valid.xyz.gz"), _directory.PathOf("all.fmtp"), _directory.PathOf("out.xyz"));
        Outcome.Success(["committee", .. members, "--output", committee, "--data", valid]);
        var named = Outcome.Success(["evaluate", .. members, valid]);
        var stored = Outcome.Success("evaluate", committee, valid, "--output", output, "--plot", _directory.PathOf("all.png"));
        Assert.StartsWith(named.Output[..2000], stored.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_directory.PathOf("all.spread.png")));

        var loaded = FastMtp.Potential.Load(committee);
        Assert.Equal(3, loaded.Members.Count);
        Assert.NotEqual(1, loaded.SpreadScale);
        foreach (var predicted in FastMtp.Configurations.Read(output).Take(20))
        {
            var forces = members.Select(path => FastMtp.Potential.Load(path).Evaluate(predicted).Forces).ToArray();
            for (var atom = 0; atom < predicted.Count; atom++)
            {
                var sum = 0.0;
                for (var i = 3 * atom; i < 3 * atom + 3; i++)
                {
                    var mean = forces.Average(f => f[i]);
                    Assert.Equal(mean, predicted.Forces![i], 1e-10);
                    sum += forces.Sum(f => (f[i] - mean) * (f[i] - mean));
                }
                Assert.Equal(Math.Sqrt(sum / 2), predicted.Spread![atom], 1e-9);
            }
        }
        var chosen = _directory.PathOf("chosen.xyz");
        var choice = Outcome.Success("select", committee, valid, "--by", "spread", "--spread", "0.01", "--limit", "5", "--output", chosen);
        Assert.Contains("5 of 376 candidates chosen", choice.Output);
        var both = Outcome.Success(
        [
            "select", .. members, valid, "--by", "both", "--training", Outcome.Example("train.xyz.gz"), "--limit", "5",
            "--output", chosen,
        ]);
        Assert.Contains("5 of 376 candidates chosen", both.Output);
        var refused = Outcome.Of("compress", committee, "--rank", "2");
        Assert.Equal(ExitCode.BadInput, refused.ExitCode);
        Assert.Contains("name one of its members", refused.Error);
    }

    [Fact]
    public void MembersFromOneFitAreTogetherOnePotential()
    {
        var (fit, committee) = (_directory.PathOf("fit.fmtp"), _directory.PathOf("all.fmtp"));
        var training = Outcome.Example("train.xyz.gz");
        Outcome.Success("train", training, "--level", "4", "--steps", "15", "--output", fit);
        string[] command = ["committee", fit, "--bootstrap", "3", "--training", training, "--output", committee];
        Outcome.Success(command);
        var written = File.ReadAllText(committee);
        Outcome.Success([.. command, "--threads", "1"]);
        Assert.Equal(written, File.ReadAllText(committee));

        var loaded = FastMtp.Potential.Load(committee);
        foreach (var configuration in FastMtp.Configurations.Read(Outcome.Example("valid.xyz.gz")).Take(12))
        {
            var members = loaded.Members.Select(member => member.Evaluate(configuration)).ToArray();
            Assert.NotEqual(members[0].Energy, members[1].Energy);
            var energy = members.Average(member => member.Energy);
            // With the members for their spread, and without them, as atoms that move are evaluated.
            var predicted = loaded.Evaluate(configuration);
            using var moving = loaded.CreateMovingAtoms(configuration);
            Assert.Equal(energy, predicted.Energy, 1e-9 * Math.Abs(energy));
            Assert.Equal(energy, moving.Energy, 1e-9 * Math.Abs(energy));
            for (var i = 0; i < predicted.Forces.Length; i++) Assert.Equal(predicted.Forces[i], moving.Forces[i], 1e-9);
            Assert.True(predicted.ForceSpread!.Max() > 0 || configuration.Count < 3);
        }
    }
}
