using System.IO.Compression;
using FastMtp.Files.PotentialFiles;
using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Tests.Shared;

namespace FastMtp.Tests.Files;

public sealed class MtpFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory, InlineData(6), InlineData(8), InlineData(12), InlineData(16)]
    public void WritingRepeatsTheFileOfMlip(int level)
    {
        var path = _directory.PathOf("out.mtp");
        MtpFile.Write(path, GoldenData.Potential(level, standardPlan: false));
        using var golden = GoldenData.OpenText($"g{level:00}.mtp");
        var (expected, actual) = (Tokens(golden.ReadToEnd()), Tokens(File.ReadAllText(path).Replace("species=Mo,Nb,Ta,W", "")));
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void LayoutIsThatOfMlip()
    {
        var path = _directory.PathOf("out.mtp");
        MtpFile.Write(path, GoldenData.Potential(8, standardPlan: false));
        using var golden = GoldenData.OpenText("g08.mtp");
        var pairs = golden.ReadToEnd().Split('\n').Zip(File.ReadAllText(path).Split('\n'));
        foreach (var (expected, actual) in pairs)
            if (!expected.StartsWith("potential_tag")) Assert.Equal(Shape(expected), Shape(actual));
    }

    [Fact]
    public void EverythingComesBack()
    {
        var potential = GoldenData.Potential(12);
        var path = _directory.PathOf("again.mtp.gz");
        MtpFile.Write(path, potential);
        var again = MtpFile.Read(path);
        Assert.Equal(GoldenData.Species, again.Species);
        Assert.Equal(potential.Radial, again.Radial);
        Assert.Equal(potential.RadialCoefficients, again.RadialCoefficients);
        Assert.Equal(potential.SpeciesCoefficients, again.SpeciesCoefficients);
        Assert.Equal(potential.MomentCoefficients, again.MomentCoefficients);
        Assert.Equal(potential.Plan.Products.AsEnumerable(), again.Plan.Products);
        Assert.Equal(0x1f, File.ReadAllBytes(path)[0]);
    }

    [Fact]
    public void ForeignTagIsKeptBesideOurNames()
    {
        var potential = MtpFile.Read(
            _directory.Write("a.mtp", Tiny.Replace("potential_tag = ", "potential_tag = made by hand")), SpeciesList.Parse("Mo"));
        Assert.Equal("made by hand", potential.Tag);
        MtpFile.Write(_directory.PathOf("b.mtp"), potential);
        Assert.Contains("potential_tag = species=Mo made by hand\n", File.ReadAllText(_directory.PathOf("b.mtp")));
        Assert.Equal("made by hand", MtpFile.Read(_directory.PathOf("b.mtp")).Tag);
    }

    [Fact]
    public void UntrainedFileHasStartValuesAndStaysUntrained()
    {
        var potential = MtpFile.Read(_directory.Write("a.mtp", Untrained));
        Assert.False(potential.IsFitted);
        Assert.Equal([1e-3, 1e-6, 1e-6], potential.RadialCoefficients);
        Assert.Equal([1e-3], potential.SpeciesCoefficients);
        Assert.Equal([1e-3, 1e-3], potential.MomentCoefficients);
        MtpFile.Write(_directory.PathOf("b.mtp"), potential);
        Assert.DoesNotContain("coeffs", File.ReadAllText(_directory.PathOf("b.mtp")));
        Assert.False(MtpFile.Read(_directory.PathOf("b.mtp")).IsFitted);
    }

    [Fact]
    public void ScalingOfEitherPlaceCounts()
    {
        var text = Tiny.Replace("radial_basis_type = RBChebyshev", "radial_basis_type = RBChebyshev\n scaling = 0.5")
            .Replace("species_count", "scaling = 3\nspecies_count");
        Assert.Equal(1.5, MtpFile.Read(_directory.Write("a.mtp", text)).Radial.Scaling);
    }

    [Fact]
    public void WhiteSpaceAndLineEndsAreFree()
    {
        var text = Tiny.Replace("{", " {\r\n ").Replace(",", " , ").Replace("=", " =\t");
        Assert.Equal(MtpFile.Read(_directory.Write("a.mtp", Tiny)).MomentCoefficients,
            MtpFile.Read(_directory.Write("b.mtp", text)).MomentCoefficients);
    }

    [Fact]
    public void ElevenSpeciesHaveTwoDigitLabels()
    {
        var radial = new double[121 * 3];
        for (var i = 0; i < radial.Length; i++) radial[i] = i / 7.0;
        var one = MtpFile.Read(_directory.Write("a.mtp", Tiny));
        var eleven = new PotentialModel
        {
            SpeciesCount = 11,
            Plan = one.Plan,
            Radial = one.Radial,
            RadialTensor = new DenseRadialTensor(new(11, 1, 3), radial),
            SpeciesCoefficients = new double[11],
            MomentCoefficients = one.MomentCoefficients,
        };
        MtpFile.Write(_directory.PathOf("b.mtp"), eleven);
        Assert.Contains("10-10", File.ReadAllText(_directory.PathOf("b.mtp")));
        Assert.Equal(radial, MtpFile.Read(_directory.PathOf("b.mtp")).RadialCoefficients);
    }

    [Fact]
    public void NonFiniteCoefficientLeavesTheOldFile()
    {
        var path = _directory.Write("a.mtp", Tiny);
        var potential = MtpFile.Read(path);
        potential.MomentCoefficients[1] = double.NaN;
        Assert.Contains("not a finite number", Assert.Throws<InputException>(() => MtpFile.Write(path, potential)).Message);
        Assert.Equal(Tiny, File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_directory.Root));
    }

    [Fact]
    public void GzipIsToldByContentNotByName()
    {
        var path = _directory.PathOf("a.mtp");
        using (var stream = new GZipStream(File.Create(path), CompressionLevel.Fastest)) stream.Write("MTP\n"u8);
        Assert.Contains(":2: ", Assert.Throws<InputException>(() => MtpFile.Read(path)).Message);
    }

    [Theory]
    [InlineData("min_dist = 2", "min_dist = two", ":9: 'two' is not a number (min_dist)")]
    [InlineData("MTP", "<html>", ":1: a .mtp potential begins with 'MTP'")]
    [InlineData("1.1.0", "2.0", ":2: version '2.0' is not supported, only 1.1.0")]
    [InlineData("RBChebyshev", "RBTaylor", ":8: radial_basis_type RBTaylor is not supported; fit the potential again with RBChebyshev")]
    [InlineData("max_dist = 5", "min_dist = 5", "min_dist is given twice")]
    [InlineData("max_dist = 5", "", "max_dist is missing")]
    [InlineData("max_dist = 5", "max_dist = 1", "do not form an interval")]
    [InlineData("max_dist = 5", "max_dist = nan", "not a finite number")]
    [InlineData("0-0", "0-1", "pair 0-0 expected, found '0-1'")]
    [InlineData("1, 2, 3}", "1, 2}", "(radial_coeffs 0-0)")]
    [InlineData("1, 2, 3}", "1, 2, 3, 4}", "'}' expected in radial_coeffs 0-0, found '4'")]
    [InlineData("radial_funcs_count = 1", "radial_funcs_count = 2", "'{' expected in radial_coeffs 0-0, found 'alpha_moments_count'")]
    [InlineData("{0, 0, 1, 1}", "{0, 7, 1, 1}", "reads a moment that is not computed")]
    [InlineData("alpha_scalar_moments = 2", "alpha_scalar_moments = 3", "(alpha_moment_mapping)")]
    [InlineData("species_count = 1", "species_count = 0", "species_count = 0 is out of range")]
    [InlineData("species_count = 1", "speeches_count = 1", "'speeches_count' is not an entry")]
    [InlineData("moment_coeffs = {5, 6}", "", "moment_coeffs is missing")]
    [InlineData("5, 6}", "5, ", "the file ends before moment_coeffs")]
    [InlineData("moment_coeffs = {5, 6}", "moment_coeffs = {5, 6}\n#MVS_v1.1", "MLIP-3 .almtp")]
    [InlineData("potential_tag = ", "potential_tag = species=Mo,Nb", "has 1 species, but Mo,Nb are 2")]
    public void WhatIsWrongIsSaid(string part, string replacement, string expected)
    {
        var path = _directory.Write("bad.mtp", ReplaceFirst(Tiny, part, replacement));
        var message = Assert.Throws<InputException>(() => MtpFile.Read(path)).Message;
        Assert.StartsWith(path, message);
        Assert.Contains(expected, message);
        Assert.EndsWith(".", message);
    }

    [Fact]
    public void SpeciesInAnotherOrderAreRefused()
    {
        var path = _directory.PathOf("a.mtp");
        MtpFile.Write(path, GoldenData.Potential(6));
        var message = Assert.Throws<InputException>(() => MtpFile.Read(path, SpeciesList.Parse("W,Ta,Nb,Mo"))).Message;
        Assert.Contains("species are Mo,Nb,Ta,W, not W,Ta,Nb,Mo; leave the species out", message);
    }

    private const string Head =
        "MTP\nversion = 1.1.0\npotential_name = tiny\n\nspecies_count = 1\npotential_tag = \n\nradial_basis_type = RBChebyshev\n" +
        "\tmin_dist = 2\n\tmax_dist = 5\n\tradial_basis_size = 3\n\tradial_funcs_count = 1\n";

    private const string Tables =
        "alpha_moments_count = 2\nalpha_index_basic_count = 1\nalpha_index_basic = {{0, 0, 0, 0}}\nalpha_index_times_count = 1\n" +
        "alpha_index_times = {{0, 0, 1, 1}}\nalpha_scalar_moments = 2\nalpha_moment_mapping = {0, 1}\n";

    private const string Tiny =
        Head + "\tradial_coeffs\n\t\t0-0\n\t\t\t{1, 2, 3}\n" + Tables + "species_coeffs = {4}\nmoment_coeffs = {5, 6}\n";

    private const string Untrained = Head + Tables;

    private static string ReplaceFirst(string text, string part, string replacement)
    {
        var at = text.IndexOf(part, StringComparison.Ordinal);
        Assert.True(at >= 0);
        return text[..at] + replacement + text[(at + part.Length)..];
    }

    // Numbers of the file have 16 digits, ours 17: compared as values.
    private static List<string> Tokens(string text) =>
        [.. text.Split([' ', '\t', '\n', ',', '{', '}'], StringSplitOptions.RemoveEmptyEntries)
            .Select(t => t.Contains("e+") || t.Contains("e-") ? double.Parse(t).ToString("R") : t)];

    private static string Shape(string line) => System.Text.RegularExpressions.Regex.Replace(line, @"-?\d\.\d+e[+-]\d+", "#");
}
