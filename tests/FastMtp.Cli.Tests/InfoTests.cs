using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

public class InfoTests
{
    [Theory, InlineData(2, 1, 133), InlineData(8, 9, 269), InlineData(16, 92, 608), InlineData(24, 864, 1636)]
    public void ALevelTellsItsSize(int level, int functions, int parameters)
    {
        var output = Outcome.Success("info", "--level", $"{level}", "--species", "Mo,Nb,Ta,W").Output;
        Assert.Matches($@"basis functions +{functions}\n", output);
        Assert.Contains($"{parameters}: {parameters - functions - 4} radial, 4 species, {functions} moments", output);
        Assert.Contains(level == 24 ? "interpreter" : "generated", output);
    }

    [Theory]
    [InlineData(18, "mf", "9", 504)]
    [InlineData(18, "mf", "6", 336)]
    [InlineData(18, "mfra", "9", 504)]
    [InlineData(18, "mfra", "6", 336)]
    [InlineData(18, "rmf", "11", 495)]
    [InlineData(18, "rmf", "7", 343)]
    [InlineData(18, "tf", "4,10,5", 466)]
    [InlineData(18, "tf", "4,8,4", 336)]
    [InlineData(14, "mf", "8", 384)]
    [InlineData(14, "mf", "5", 240)]
    [InlineData(14, "mfra", "8", 384)]
    [InlineData(14, "mfra", "4", 192)]
    [InlineData(14, "rmf", "7", 287)]
    [InlineData(14, "shared", "4", 288)]
    [InlineData(14, "pairs", "2", 240)]
    public void AFormTellsItsParameters(int level, string model, string rank, int count)
    {
        var output = Outcome.Success("info", "--level", $"{level}", "--species", "Mo,Nb,Ta,W", "--model", model, "--rank", rank).Output;
        Assert.Contains($": {count} radial, 4 species", output);
        Assert.Matches($@"radial form {model} +rank {rank}: {count} parameters, [\d.]+ % of the {(level == 18 ? 640 : 512)} dense ones\n",
            output);
    }

    [Theory]
    [InlineData("tf5", "4,8,8,8", 1232)]
    [InlineData("tf", "4,8,8", 1936)]
    [InlineData("pairs", "3", 1050)]
    [InlineData("pairsra", "3", 1050)]
    [InlineData("rpairs", "3", 960)]
    public void AFormOfAnExpansionTellsItsParameters(string model, string rank, int count)
    {
        var output = Outcome.Success("info", "--basis", "ace:12", "--species", "Mo,Nb,Ta,W", "--model", model, "--rank", rank).Output;
        Assert.Matches($@"radial form {model} +rank {rank}: {count} parameters, [\d.]+ % of the 3456 dense ones\n", output);
    }

    [Fact]
    public void APotentialTellsWhatItIs()
    {
        var output = Outcome.Success("info", GoldenData.PathOf("g16.mtp"), "--species", "Mo,Nb,Ta,W").Output;
        Assert.Matches(@"species +Mo,Nb,Ta,W\n", output);
        Assert.Matches(@"basis +mtp:16\n", output);
        Assert.Matches(@"cutoff +5 Å\n", output);
        Assert.Matches(@"coefficients +fitted\n", output);
    }

    [Fact]
    public void APotentialOfPaceTellsWhatItIs()
    {
        using var directory = new TemporaryDirectory();
        var path = directory.Write("a.yace", BadInputs.Pace.Replace("[1, 1], npoti", "[0.5, 0.7], npoti"));
        var output = Outcome.Success("info", path).Output;
        Assert.Matches(@"species +Mo\n", output);
        Assert.Matches(@"functions of Mo +1 of rank 1, 1 of rank 2; coupled 1 with 3 products\n", output);
        Assert.Matches(@"energy of Mo +-1.5 eV \+ 0.5 f\(ρ1, 0.7\), FinnisSinclair\n", output);
        Assert.Matches(@"radial functions +ChebPow with 2\n", output);
        Assert.Matches(@"cutoff +5 Å\n", output);
        Assert.Matches(@"core repulsion +none\n", output);
    }

    [Fact]
    public void DataTellWhatTheyHold()
    {
        var output = Outcome.Success("info", Outcome.Example("train.xyz.gz"), Outcome.Example("valid.xyz.gz")).Output;
        Assert.Contains("1390: 1390 periodic", output);
        Assert.Matches(@"energies +in all \(energy\)\n", output);
        Assert.Contains("Multinary_SQS", output);
        Assert.Contains("Multinary_Test", output);
    }

    [Fact]
    public void WhatIsMissingIsCounted()
    {
        using var directory = new TemporaryDirectory();
        var path = BadInputs.Xyz(directory, BadInputs.Dimer + BadInputs.Dimer.Replace("energy", "other").Replace("2.5", "2.25"));
        var output = Outcome.Success("info", path).Output;
        Assert.Matches(@"energies +in 1, missing in 1 \(energy\)\n", output);
        Assert.Matches(@"virials +none\n", output);
        Assert.Matches(@"shortest distance +2.25 Å in data.xyz #2\n", output);
        Assert.Matches(@"Mo-W +2.25 Å +data.xyz #2\n", output);
        Assert.Matches(@"neighbours +1.000 within 5 Å", output);
    }

    [Fact]
    public void HelpTeachesEveryVerb()
    {
        foreach (var verb in new[] { "train", "evaluate", "info", "convert", "compress" })
        {
            Assert.Contains($"  {verb} ", Outcome.Success("--help").Output);
            Assert.Contains($"Examples:\n  fastmtp {verb} ", Outcome.Success(verb, "--help").Output);
        }
        Assert.Matches(@"^\d+\.\d+\.\d+", Outcome.Success("--version").Output);
    }

    [Theory, InlineData("train"), InlineData("evaluate"), InlineData("info"), InlineData("convert"), InlineData("compress"),
        InlineData("study rank"), InlineData("study level"), InlineData("study basis"), InlineData("study mfra")]
    public void HelpShowsTheWordsThatUsersType(string command)
    {
        var help = Outcome.Success([.. command.Split(' '), "--help"]).Output;
        // Members of enumerations begin with a capital letter, words do not.
        Assert.DoesNotMatch(@"\[default:\s+\p{Lu}", help);
        Assert.Equal(command == "train", help.Contains("[default: gauss-newton]", StringComparison.Ordinal)
            && help.Contains("[default: base]", StringComparison.Ordinal) && help.Contains("[default: sum]", StringComparison.Ordinal));
    }
}
