extern alias generator;

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using generator::FastMtp.Basis;
using generator::FastMtp.Basis.Families;
using generator::FastMtp.Generators.Emit;

namespace FastMtp.Generators.Tests;

public class EmittedTextTests
{
    private const string Prefix = "FastMtp.Kernels.TestKernel";

    /// <summary>Small levels whole, so that a change of the generator can be read in its effect.</summary>
    [Theory, InlineData(2), InlineData(4), InlineData(6), InlineData(8)]
    public void SmallLevels(int level)
    {
        var text = new StringBuilder();
        foreach (var (name, source) in Files(level).Where(f => !f.Key.Contains(".Wide.") && !f.Key.Contains(".Portable.")))
            text.Append($"// {name}\n{source}\n");
        Snapshot.Match(text.ToString(), $"Level{level:00}");
    }

    [Fact]
    public void Registry() => Snapshot.Match(RegistryEmitter.Emit(["mtp:2", "mtp:4", "mtp:16"]), nameof(Registry));

    /// <summary>Large levels by length and digest, so that no change goes unnoticed.</summary>
    [Theory, InlineData(10), InlineData(12), InlineData(14), InlineData(16), InlineData(18), InlineData(20)]
    public void LargeLevels(int level) => Snapshot.Match(Digest($"mtp:{level}"), $"Level{level:00}");

    [Theory, InlineData(8), InlineData(10), InlineData(12), InlineData(14)]
    public void Expansions(int degree) => Snapshot.Match(Digest($"ace:{degree}"), $"Ace{degree:00}");

    [Fact]
    public void WidthsDifferInTheMeaningOfVAlone()
    {
        var files = Files(8);
        Assert.Equal(GeneratorRun.FilesOfDoubles, files.Count);
        foreach (var (name, text) in files.Where(f => f.Key.Contains(".Widest.")))
        {
            Assert.Equal(text, AsWidest(files[name.Replace("Widest", "Wide")], "Wide", 256));
            Assert.Equal(text, AsWidest(files[name.Replace("Widest", "Portable")], "Portable", 128));
        }

        static string AsWidest(string text, string name, int bits) => text
            .Replace($"Intrinsics.Vector{bits}", "Intrinsics.Vector512")
            .Replace($"class {name}\n", "class Widest\n");
    }

    /// <summary>
    /// A kernel of single precision is the same text with other types and literals, for the passes of an evaluation alone.
    /// </summary>
    [Theory, InlineData("mtp:8"), InlineData("ace:8")]
    public void PrecisionsDifferInTypesAndLiteralsAlone(string basis)
    {
        var (doubles, both) = (Files(basis), Files(basis, EmittedNumber.All));
        Assert.All(doubles, file => Assert.Equal(file.Value, both[file.Key]));
        var singles = both.Where(file => !doubles.ContainsKey(file.Key)).ToArray();
        Assert.Equal(1 + 3 * 4, singles.Length);
        foreach (var (name, text) in singles.Where(file => file.Key.Count(c => c == '.') > 4))
        {
            Assert.DoesNotContain("double", text);
            var exact = doubles[name.Replace("TestKernelSingle", "TestKernel")];
            Assert.Equal(exact.Replace("double", "float"),
                Regex.Replace(text.Replace("TestKernelSingle", "TestKernel"), @"Create\(([^()]+)f\)", "Create($1)"));
            Assert.Equal(Regex.Count(exact, @"Create\(-?[0-9]"), Regex.Count(text, @"Create\(-?[0-9][^()]*f\)"));
        }
    }

    [Fact]
    public void IsTheSameOnEveryMachine()
    {
        var here = Files(8);
        Assert.All(here, file => Assert.DoesNotContain('\r', file.Value));
        Assert.All(here, file => Assert.StartsWith(Prefix, file.Key));

        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        commas.NumberFormat.NegativeSign = "minus";
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = commas;
        try
        {
            Assert.Equal(here, Files(8));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string Digest(string basis)
    {
        var text = new StringBuilder();
        foreach (var (name, source) in Files(basis))
            text.Append(CultureInfo.InvariantCulture,
                $"{name} {source.Length} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)))}\n");
        return text.ToString();
    }

    private static Dictionary<string, string> Files(int level) => Files($"mtp:{level}");

    private static Dictionary<string, string> Files(string basis) => Files(basis, EmittedNumber.Double);

    private static Dictionary<string, string> Files(string basis, params EmittedNumber[] numbers) =>
        KernelEmitter.Emit("TestKernel", ContractionProgram.Create(BasisPlan.Of(basis)), numbers)
            .ToDictionary(file => file.Name, file => file.Text);
}
