using FastMtp.Files.PotentialFiles;
using FastMtp.Tests.Evaluation;
using FastMtp.Tests.Shared;

namespace FastMtp.Tests.Files;

/// <summary>Files keep the name of a basis as long as they keep its tables.</summary>
public sealed class BasisNameTests
{
    [Theory]
    [InlineData("ace:8", "a.mtp")]
    [InlineData("ace:8", "a.fmtp.gz")]
    [InlineData("ace:3,2,2/0,2,1", "a.mtp")]
    [InlineData("mtp:8", "a.mtp")]
    [InlineData("mtp:8", "a.fmtp")]
    public void AFileKeepsTheName(string basis, string file)
    {
        using var directory = new TemporaryDirectory();
        var potential = RandomPotentials.Create(basis, speciesCount: 4) with { Species = GoldenData.Species, Tag = "a note" };
        PotentialFile.Write(directory.PathOf(file), potential);
        var again = PotentialFile.Read(directory.PathOf(file));
        Assert.Equal(basis, again.Plan.Name);
        Assert.Equal("a note", again.Tag);
        Assert.Equal(potential.Plan.Products.AsEnumerable(), again.Plan.Products);
    }

    [Theory]
    [InlineData("a.mtp")]
    [InlineData("a.fmtp")]
    public void OtherTablesLoseTheName(string file)
    {
        using var directory = new TemporaryDirectory();
        var path = directory.PathOf(file);
        var potential = RandomPotentials.Create("ace:8", speciesCount: 1);
        PotentialFile.Write(path, potential);
        var product = potential.Plan.Products[0];
        var before = $"{product.Left}, {product.Right}, {product.Multiplicity}, {product.Target}";
        var after = $"{product.Left}, {product.Right}, {product.Multiplicity + 1}, {product.Target}";
        var text = File.ReadAllText(path);
        if (!text.Contains(before, StringComparison.Ordinal)) (before, after) = (before.Replace(" ", ""), after.Replace(" ", ""));
        Assert.Contains(before, text);
        File.WriteAllText(path, text.Replace(before, after));
        Assert.Null(PotentialFile.Read(path).Plan.Name);
    }
}
