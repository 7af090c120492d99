using FastMtp.Files.ConfigurationFiles;
using FastMtp.Tests.Shared;

namespace FastMtp.Tests.Files;

public sealed class RoundTripTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("a.cfg", false), InlineData("a.cfg.gz", false), InlineData("a.xyz", false), InlineData("a.extxyz.gz", false)]
    [InlineData("a.cfg", true), InlineData("a.xyz", true)]
    public void RealConfigurationsComeBackToTheBit(string name, bool extra)
    {
        var expected = GoldenData.Configurations(extra);
        ConfigurationFile.Write(_directory.PathOf(name), expected, GoldenData.Species);
        AssertSame(expected, ConfigurationFile.Read(_directory.PathOf(name), new ReadOptions { Species = GoldenData.Species }));
    }

    [Fact]
    public void PredictionsSurviveCfgToXyzToCfg()
    {
        var expected = GoldenData.Expected(16);
        ConfigurationFile.Write(_directory.PathOf("a.xyz"), expected, GoldenData.Species);
        var middle = ConfigurationFile.Read(_directory.PathOf("a.xyz"));
        ConfigurationFile.Write(_directory.PathOf("b.cfg"), middle.Configurations, middle.Species);
        AssertSame(expected, ConfigurationFile.Read(_directory.PathOf("b.cfg"), new ReadOptions { Species = GoldenData.Species }));
    }

    [Fact]
    public void OddFeaturesComeBack()
    {
        var configuration = GoldenData.Configurations()[3] with
        {
            ConfigType = "a group",
            Features = [new("my key", "two\nlines"), new("quoted", "a \"b\" 'c' {d} = \\e"), new("empty", "")],
        };
        foreach (var name in (string[])["a.cfg", "a.xyz"])
        {
            ConfigurationFile.Write(_directory.PathOf(name), [configuration], GoldenData.Species);
            var again = ConfigurationFile.Read(_directory.PathOf(name)).Configurations[0];
            Assert.Equal("a group", again.ConfigType);
            Assert.Equal(configuration.Features, again.Features);
        }
    }

    [Fact]
    public void SpeciesFollowTheirNamesIntoAnotherOrder()
    {
        var turned = SpeciesList.Parse("W,Re,Ta,Nb,Mo");
        foreach (var name in (string[])["a.cfg", "a.xyz"])
        {
            ConfigurationFile.Write(_directory.PathOf(name), GoldenData.Configurations(), GoldenData.Species);
            var set = ConfigurationFile.Read(_directory.PathOf(name), new ReadOptions { Species = turned });
            Assert.Equal(turned, set.Species);
            Assert.False(set.SpeciesAssumed);
            Assert.Equal(
                GoldenData.Configurations().SelectMany(c => c.Types).Select(type => GoldenData.Species[type]),
                set.Configurations.SelectMany(c => c.Types).Select(type => turned[type]));
        }
    }

    [Fact]
    public void SeveralFilesShareOneList()
    {
        var configurations = GoldenData.Configurations();
        var (b, a) = (_directory.PathOf("b.xyz"), _directory.PathOf("a.cfg"));
        ConfigurationFile.Write(b, configurations.Skip(1).Take(1), GoldenData.Species);
        ConfigurationFile.Write(a, configurations.Take(1), GoldenData.Species);
        var set = ConfigurationFile.Read([b, a]);
        Assert.Equal(GoldenData.Species, set.Species);
        Assert.Equal(configurations[1].Types, set.Configurations[0].Types);
        Assert.Equal(configurations[0].Types, set.Configurations[1].Types);
    }

    [Fact]
    public void WhatCannotBeWrittenIsSaidAndLeavesTheOldFile()
    {
        var path = _directory.Write("a.xyz", "old");
        var good = GoldenData.Configurations()[0];
        Assert.Contains("give them with species", Assert.Throws<InputException>(() => ConfigurationFile.Write(path, [good], null)).Message);
        Assert.Contains("golden_in.cfg.gz #2 has type 3, which is outside Mo,Nb",
            Assert.Throws<InputException>(() =>
                ConfigurationFile.Write(path, GoldenData.Configurations(), SpeciesList.Parse("Mo,Nb"))).Message);
        Assert.Contains("golden_in.cfg.gz #1 has a value that is not a finite number",
            Assert.Throws<InputException>(() =>
                ConfigurationFile.Write(path, [good with { Energy = double.NaN }], GoldenData.Species)).Message);
        Assert.Contains("name the file .cfg, .xyz, .cif or .vasp",
            Assert.Throws<InputException>(() => ConfigurationFile.Write(_directory.PathOf("a.dat"), [good], null)).Message);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_directory.Root));
    }

    private static void AssertSame(IReadOnlyList<Configuration> expected, ConfigurationSet set)
    {
        Assert.Equal(GoldenData.Species, set.Species);
        Assert.Equal(expected.Count, set.Configurations.Count);
        foreach (var (a, b) in expected.Zip(set.Configurations))
        {
            Assert.Equal(a.Types, b.Types);
            Assert.Equal(a.Positions, b.Positions);
            Assert.Equal(a.Cell, b.Cell);
            Assert.Equal(a.Energy, b.Energy);
            Assert.Equal(a.Forces, b.Forces);
            Assert.Equal(a.Virial, b.Virial);
            Assert.Equal(a.ConfigType, b.ConfigType);
            Assert.Equal(a.Features, b.Features);
        }
    }
}
