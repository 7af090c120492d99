using FastMtp.Files.PotentialFiles;
using FastMtp.Kernels;
using FastMtp.Reference;
using FastMtp.Tests.Atoms;
using FastMtp.Tests.Shared;

namespace FastMtp.Tests.Evaluation;

/// <summary>Potentials whose central species have moment coefficients of their own.</summary>
public sealed class PerSpeciesTests
{
    public static TheoryData<string> Bases => ["mtp:8", "ace:8", "mtp:22"];

    [Theory]
    [MemberData(nameof(Bases))]
    public void KernelsAgreeWithTheReference(string basis)
    {
        var potential = RandomPotentials.Create(basis, speciesCount: 4, perSpecies: true);
        // Batches of one species, of several, and with unused lanes.
        foreach (var kind in (string[])["bulk", "skewed", "tiny", "cluster"])
        {
            var configuration = SampleConfigurations.Create(kind);
            var expected = new ReferenceEvaluator(potential).Evaluate(configuration);
            foreach (var kernel in KernelRegistry.All(potential.Plan))
            {
                using var evaluator = new Evaluator(potential, kernel);
                Close.Equal(expected, evaluator.Evaluate(configuration), 1e-11);
            }
        }
    }

    [Fact]
    public void EqualCoefficientsAreCommonOnes()
    {
        var common = RandomPotentials.Create("ace:8", speciesCount: 3);
        var each = common with { MomentCoefficients = [.. Enumerable.Repeat(common.MomentCoefficients, 3).SelectMany(xi => xi)] };
        var configuration = SampleConfigurations.Create("skewed", speciesCount: 3);
        using Evaluator first = new(common), second = new(each);
        Close.Equal(first.Evaluate(configuration), second.Evaluate(configuration), 1e-13);
    }

    [Theory]
    [MemberData(nameof(Bases))]
    public void FilesKeepThem(string basis)
    {
        using var directory = new TemporaryDirectory();
        var potential = RandomPotentials.Create(basis, speciesCount: 4, perSpecies: true) with { Species = GoldenData.Species };
        var path = directory.PathOf("potential.fmtp");
        PotentialFile.Write(path, potential);
        var again = PotentialFile.Read(path);
        Assert.True(again.IsPerSpecies);
        Assert.Equal(potential.MomentCoefficients, again.MomentCoefficients);
        Assert.Equal(basis, again.Plan.Name);
        var refusal = Assert.Throws<InputException>(() => PotentialFile.Write(directory.PathOf("potential.mtp"), potential));
        Assert.Contains("write a .fmtp file", refusal.Message);
    }
}
