using FastMtp.Properties.Testing;
using FastMtp.Tests.Shared;

namespace FastMtp.Properties.Tests;

public sealed class TestFileTests : IDisposable
{
    private static readonly SpeciesList Species = new(["Mo", "W"]);

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void ReferencesHaveTheirOwnToleranceOrTheCommonOne()
    {
        var file = Read("""
            tolerance = "10%"
            [pairs]
            from = 0.7
            [chemical_potentials]
            Mo = -10.5
            [[crystal]]
            prototype = "bcc"
            element = "Mo"
            elastic = { C11 = 450, C44 = { value = 100, tolerance = 20 } }
            surfaces = ["110", "100"]
            """);
        Assert.Equal(0.7, file.PairsFrom);
        Assert.Equal(-10.5, file.ChemicalPotentials!["Mo"]);
        var crystal = Assert.Single(file.Crystals);
        Assert.Equal("Mo bcc", crystal.Name);
        var elastic = crystal.Section.References("elastic").ToDictionary(r => r.Key, r => r.Reference);
        Assert.Equal(45, elastic["C11"]!.Allowed);
        Assert.True(elastic["C44"]!.Accepts(119));
        Assert.False(elastic["C44"]!.Accepts(121));
        Assert.Equal(["110", "100"], crystal.Section.References("surfaces").Select(r => r.Key));
    }

    [Theory]
    [InlineData("a = = 1", ":1: this is not TOML")]
    [InlineData("[[crystal]]\nprototype = \"bbc\"\nelement = \"Mo\"", ":2: prototype 'bbc' is not a known prototype")]
    [InlineData("[[crystal]]\nelement = \"Mo\"", ":1: crystal needs either a prototype or a file")]
    [InlineData("[[crystal]]\nprototype = \"bcc\"\nelement = \"Fe\"", ":3: element Fe is not one of Mo,W")]
    [InlineData("[[crystal]]\nprototype = \"rocksalt\"\nelement = \"Mo\"", ":3: element of rocksalt must name 2 elements; write elements = [\"Na\", \"Cl\"].")]
    [InlineData("[[crystal]]\nprototype = \"bcc\"", ":2: prototype bcc needs one element; write element = \"Mo\".")]
    [InlineData("[[crystal]]\nprototype = \"bcc\"\nelements = [\"Mo\", \"W\"]",
        ":3: elements of bcc must name one element; write element = \"Mo\".")]
    [InlineData("[[crystal]]\nprototype = \"perovskite\"",
        ":2: prototype perovskite needs 3 elements; write elements = [\"Sr\", \"Ti\", \"O\"].")]
    [InlineData("[[crystal]]\nprototype = \"bcc\"\nelement = \"Mo\"\na = \"x\"", ":4: a must be a number")]
    [InlineData("tolerance = \"a lot\"", ":1: tolerance must be a number or a percentage")]
    [InlineData("crystals = 1\n[pairs]", ":1: crystals is not known in a tests file")]
    [InlineData("tolerance = \"5%\"", "there is nothing to test")]
    [InlineData("[pairs]\nfrom = 5.1", ":2: from must be below the cutoff of the potential, 5 Å")]
    [InlineData("[pairs]\nfrom = 5", ":2: from must be below the cutoff of the potential, 5 Å")]
    public void WhatIsWrongIsSaidWithItsLine(string text, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<InputException>(() => Read(text)).Message);

    [Theory]
    [InlineData("elastics = true", ":4: elastics is not known in a crystal; choose from ")]
    [InlineData("elastic = { C17 = 3 }", ":4: C17 is no elastic constant")]
    [InlineData("surfaces = [\"abc\"]", "'abc' are no Miller indices")]
    [InlineData("stacking_faults = [{ shift = [0, 0, 1] }]", "stacking_faults need a plane")]
    public void UnknownPropertiesEndTheTestBeforeItBegins(string line, string sentence)
    {
        var file = Read($"[[crystal]]\nprototype = \"bcc\"\nelement = \"Mo\"\n{line}\n");
        var error = Assert.Throws<InputException>(() => new CrystalTester(BondModel.Surface, file.Crystals[0], null, 1, 3).Run());
        Assert.Contains(sentence, error.Message);
    }

    [Fact]
    public void PropertiesAreComparedAndFailuresDoNotStopOthers()
    {
        var file = Read("""
            [[crystal]]
            prototype = "fcc"
            element = "Mo"
            lattice = { a = 3.96 }
            energy = -5
            elastic = true
            vacancy = 6
            surfaces = { "111" = 1 }
            phonons = ["Q"]
            """);
        var report = new CrystalTester(BondModel.Surface, file.Crystals[0], null, 1, 3.6).Run();
        TestResult Of(string property) => report.Results.Single(result => result.Property == property);
        Assert.True(Of("a").Passed);
        Assert.False(Of("energy").Passed);
        Assert.True(Of("vacancy Mo").Passed);
        Assert.Null(Of("shear modulus").Passed);
        Assert.True(Of("least stiffness").Passed);
        Assert.False(Of("phonons").Passed);
        Assert.Contains("Q is not on the path", Of("phonons").Note);
        Assert.Equal("Mo", report.Formula);
    }

    private TestFile Read(string text) => TestFile.Read(_directory.Write("tests.toml", text), Species, cutoff: 5);
}
