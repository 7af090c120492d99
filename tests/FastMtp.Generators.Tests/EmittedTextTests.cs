using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FastMtp.Generators.Tests;

public class EmittedTextTests
{
    private const string Prefix = "FastMtp.Kernels.TestKernel";

    /// <summary>Small levels whole, so that a change of the generator can be read in its effect.</summary>
    [Theory, InlineData(2), InlineData(4), InlineData(6), InlineData(8)]
    public void SmallLevels(int level)
    {
        var text = new StringBuilder();
        foreach (var (name, source) in GeneratorRun.ForLevel(level).Files.Where(f => !f.Key.Contains(".Wide.") && !f.Key.Contains(".Portable.")))
            text.Append($"// {name}\n{source}\n");
        Snapshot.Match(text.ToString(), $"Level{level:00}");
    }

    /// <summary>Large levels by length and digest, so that no change goes unnoticed.</summary>
    [Theory, InlineData(10), InlineData(12), InlineData(14), InlineData(16), InlineData(18), InlineData(20)]
    public void LargeLevels(int level)
    {
        var text = new StringBuilder();
        foreach (var (name, source) in GeneratorRun.ForLevel(level).Files)
            text.Append(CultureInfo.InvariantCulture, $"{name} {source.Length} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)))}\n");
        Snapshot.Match(text.ToString(), $"Level{level:00}");
    }

    [Fact]
    public void WidthsDifferInTheMeaningOfVAlone()
    {
        var files = GeneratorRun.ForLevel(8).Files;
        Assert.Equal(1 + 3 * 8, files.Count);
        foreach (var (name, text) in files.Where(f => f.Key.Contains(".Widest.")))
        {
            Assert.Equal(text, AsWidest(files[name.Replace("Widest", "Wide")], "Wide", 256));
            Assert.Equal(text, AsWidest(files[name.Replace("Widest", "Portable")], "Portable", 128));
        }

        static string AsWidest(string text, string name, int bits) => text
            .Replace($"Intrinsics.Vector{bits}", "Intrinsics.Vector512")
            .Replace($"class {name}\n", "class Widest\n");
    }

    [Fact]
    public void IsTheSameOnEveryMachine()
    {
        var here = GeneratorRun.ForLevel(8).Files;
        Assert.All(here, file => Assert.DoesNotContain('\r', file.Value));
        Assert.All(here, file => Assert.StartsWith(Prefix, file.Key));

        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        commas.NumberFormat.NegativeSign = "minus";
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = commas;
        try
        {
            Assert.Equal(here, GeneratorRun.ForLevel(8).Files);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
