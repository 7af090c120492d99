using FastMtp.Basis.Mtp;
using FastMtp.Data;
using FastMtp.Files.PotentialFiles;
using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Tests.Evaluation;
using FastMtp.Tests.Shared;

namespace FastMtp.Tests.Files;

public sealed class PotentialFileTests : IDisposable
{
    private static readonly SpeciesList Species = SpeciesList.Parse("Mo,Nb,Ta,W");
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory, InlineData("dense", "a.fmtp"), InlineData("mf", "a.fmtp.gz"), InlineData("tf", "a.fmtp"), InlineData("shared", "a.fmtp"),
        InlineData("symmetric", "a.fmtp"), InlineData("pairs", "a.fmtp.gz"), InlineData("tf5", "a.fmtp")]
    public void EverythingComesBackToTheBit(string form, string name)
    {
        var potential = Sample(form)
            with { Metadata = new Dictionary<string, string> { ["settings"] = "2000 steps", ["loss"] = "3.5 → 0.1" } };
        PotentialFile.Write(_directory.PathOf(name), potential);
        var again = PotentialFile.Read(_directory.PathOf(name));
        Assert.Equal(Species, again.Species);
        Assert.Equal(potential.Radial, again.Radial);
        Assert.Equal(potential.RadialTensor.ToString(), again.RadialTensor.ToString());
        Assert.Equal(potential.RadialTensor.ParameterCount, again.RadialTensor.ParameterCount);
        Assert.Equal(potential.Parameters, again.Parameters);
        Assert.Equal(potential.Metadata, again.Metadata);
        Assert.Equal((potential.Name, potential.Tag, potential.Plan.Level, true),
            (again.Name, again.Tag, again.Plan.Level, again.IsFitted));
    }

    [Fact]
    public void ARepulsionIsKeptWhereThereIsAPlaceForIt()
    {
        var potential = Sample("dense") with { Repulsion = new(1.1, 2.2) };
        PotentialFile.Write(_directory.PathOf("a.fmtp"), potential);
        Assert.Equal(potential.Repulsion, PotentialFile.Read(_directory.PathOf("a.fmtp")).Repulsion);
        Assert.Contains("remove the repulsion",
            Assert.Throws<InputException>(() => PotentialFile.Write(_directory.PathOf("a.mtp"), potential)).Message,
            StringComparison.Ordinal);
        Assert.False(File.Exists(_directory.PathOf("a.mtp")));
    }

    [Fact]
    public void DistancesOfPairsAreKept()
    {
        var shortest = new PairDistances([2.2, 0, 2.3, 2.35, 2.1, 2.4, 2.25, 2.15, 2.45, 2.5]);
        var potential = Sample("dense") with { ShortestDistances = shortest, Repulsion = ZblRepulsion.Below(shortest, Species, 5) };
        PotentialFile.Write(_directory.PathOf("a.fmtp.gz"), potential);
        var again = PotentialFile.Read(_directory.PathOf("a.fmtp.gz"));
        Assert.Equal(shortest, again.ShortestDistances);
        Assert.Equal(potential.Repulsion, again.Repulsion);
        Assert.Null(PotentialFile.Read(Path.Combine(GoldenData.Root, "tests", "Golden", "g06.mtp.gz")).ShortestDistances);
    }

    [Theory]
    [InlineData("\"shortestDistances\": [2.2, 2.3]", "there is not a shortest distance for each pair of species")]
    [InlineData("\"shortestDistances\": [2.2, 2.3, 2, 2, 2, 2, 2, 2, 2, -1]", "a shortest distance is not between zero and the cutoff")]
    [InlineData("\"repulsion\": { \"type\": \"zbl\", \"inner\": 1 }", "do not form an interval")]
    [InlineData("\"repulsion\": { \"type\": \"zbl\", \"innerOfPairs\": [1, 1], \"outerOfPairs\": [2, 2] }", "do not form an interval")]
    [InlineData("\"repulsion\": { \"type\": \"zbl\", \"inner\": 1, \"outer\": 2, \"outerOfPairs\": [2] }", "do not form an interval")]
    public void DamagedDistancesAreRefused(string entry, string why)
    {
        var path = _directory.PathOf("a.fmtp");
        PotentialFile.Write(path, Sample("dense"));
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"radial\": {", $"{entry},\n  \"radial\": {{", StringComparison.Ordinal));
        Assert.Contains(why, Assert.Throws<InputException>(() => PotentialFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OwnTablesAreKeptOrStandardised()
    {
        var own = GoldenData.Potential(12, standardPlan: false);
        var path = _directory.PathOf("a.fmtp");
        PotentialFile.Write(path, own);
        Assert.Equal(own.Plan.Products.AsEnumerable(), PotentialFile.Read(path, standardPlan: false).Plan.Products);
        Assert.Equal(GoldenData.Potential(12).MomentCoefficients, PotentialFile.Read(path).MomentCoefficients);
    }

    [Fact]
    public void APotentialThatIsNotFittedStaysSo()
    {
        var path = _directory.PathOf("a.fmtp");
        PotentialFile.Write(path, PotentialModel.ForLevel(8, Species, new RadialBasis(2, 5, 8)));
        Assert.False(PotentialFile.Read(path).IsFitted);
        Assert.DoesNotContain("Coefficients", File.ReadAllText(path));
    }

    [Fact]
    public void TheContentTellsTheForm()
    {
        PotentialFile.Write(_directory.PathOf("a.fmtp"), Sample("mf"));
        PotentialFile.Write(_directory.PathOf("b.mtp"), Sample("mf"));
        File.Move(_directory.PathOf("a.fmtp"), _directory.PathOf("c.mtp"));
        Assert.IsType<MatrixRadialTensor>(PotentialFile.Read(_directory.PathOf("c.mtp")).RadialTensor);
        Assert.IsType<DenseRadialTensor>(PotentialFile.Read(_directory.PathOf("b.mtp")).RadialTensor);
        Assert.All((string[])["b.mtp", "c.mtp"], name => Assert.True(PotentialFile.IsPotential(_directory.PathOf(name))));
        Assert.Equal(Sample("mf").RadialCoefficients, PotentialFile.Read(_directory.PathOf("b.mtp")).RadialCoefficients);
    }

    [Fact]
    public void NotANumberLeavesTheOldFile()
    {
        var path = _directory.Write("a.fmtp", "precious");
        var potential = Sample("tf");
        ((FactorizedRadialTensor)potential.RadialTensor).Factors[2][0] = double.NaN;
        Assert.Contains("not a finite number", Assert.Throws<InputException>(() => PotentialFile.Write(path, potential)).Message);
        Assert.Equal("precious", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_directory.Root));
    }

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 2", "a potential of version 2, but only version 1 is supported")]
    [InlineData("FastMtp potential", "FastMtp checkpoint", "a file of the kind 'FastMtp checkpoint', not a potential")]
    [InlineData("\"format\"", "\"model\"", "this is JSON, not a potential")]
    [InlineData("\"radialBasis\"", "\"radial_basis\"", "the key 'radial_basis' is not known")]
    [InlineData("\"cutoff\": 5", "\"cutoff\": 300", "the cutoff 300 Å is more than 100 Å")]
    [InlineData("\"speciesCount\": 4", "\"speciesCount\": 5", "there are not 5 species coefficients")]
    [InlineData("\"speciesCount\": 4", "\"speciesCount\": -4", "speciesCount -4 is out of range")]
    [InlineData("\"form\": \"mf\"", "\"form\": \"cp\"", "are inconsistent")]
    [InlineData("\"ranks\": [3]", "\"ranks\": [4]", "are inconsistent")]
    [InlineData("\"ranks\": [3]", "\"ranks\": [134217728]", "are inconsistent")]
    [InlineData("\"ranks\": [3]", "\"ranks\": [1e300]", "cut short or edited")]
    [InlineData("\"cutoff\": 5", "\"cutoff\": 1e400", "do not form an interval")]
    [InlineData("\"cutoff\": 5", "\"cutoff\": 1", "do not form an interval")]
    [InlineData("RBChebyshev", "RBShapeev", "the radial basis RBShapeev is not supported")]
    [InlineData("\"factors\": [", "\"factors\": [null,", "are inconsistent")]
    [InlineData("\"basic\": [", "\"basic\": [[0, 0, 0],", "does not have four numbers")]
    [InlineData("\"basic\": [", "\"basic\": [[-1, 0, 0, 0],", "alpha_index_basic row 0 has a negative entry")]
    [InlineData("\"speciesCoefficients\"", "\"coefficients\"", "the key 'coefficients' is not known")]
    [InlineData("\"Mo\"", "\"4\"", "'4' is not a species name")]
    [InlineData("\"Mo\",", "", "has 4 species, but Nb,Ta,W are 3")]
    public void WhatIsWrongIsSaid(string part, string replacement, string expected)
    {
        var path = _directory.PathOf("a.fmtp");
        PotentialFile.Write(path, Sample("mf"));
        var text = File.ReadAllText(path);
        Assert.Contains(part, text);
        var at = text.IndexOf(part, StringComparison.Ordinal);
        File.WriteAllText(path, text[..at] + replacement + text[(at + part.Length)..]);
        var message = Assert.Throws<InputException>(() => PotentialFile.Read(path)).Message;
        Assert.StartsWith(path, message);
        Assert.Contains(expected, message);
        Assert.EndsWith(".", message);
    }

    [Fact]
    public void AFileCutAnywhereIsRefused()
    {
        var path = _directory.PathOf("a.fmtp");
        PotentialFile.Write(path, Sample("tf"));
        var text = File.ReadAllText(path).TrimEnd();
        for (var length = 1; length < text.Length; length += 97)
        {
            File.WriteAllText(path, text[..length]);
            Assert.Throws<InputException>(() => PotentialFile.Read(path));
        }
    }

    private static PotentialModel Sample(string form)
    {
        var potential = RandomPotentials.Create(form == "tf5" ? "ace:8" : "mtp:8", 4) with
        {
            Species = Species, Name = "sample", Tag = "made by hand",
        };
        var shape = potential.RadialTensor.Shape;
        return potential with
        {
            RadialTensor = form switch
            {
                "mf" => RandomPotentials.Matrix(shape, 3, new Random(5)),
                "tf" => RandomPotentials.Train(shape, [2, 3, 2], new Random(5)),
                "tf5" => RandomPotentials.Stored(form, shape, [2, 3, 4, 2], new Random(5)),
                "shared" or "pairs" => RandomPotentials.Stored(form, shape, [2], new Random(5)),
                "symmetric" => RandomPotentials.Stored(form, shape, [], new Random(5)),
                _ => potential.RadialTensor,
            },
        };
    }
}
