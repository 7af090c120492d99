using System.Diagnostics;
using System.IO.Compression;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Files.PotentialFiles;
using FastMtp.Input;
using FastMtp.Neighbors;
using FastMtp.Tests.Shared;

namespace FastMtp.Tests.Files;

/// <summary>One wrong number is a sentence at once, and does not take all memory first.</summary>
public sealed class InputBoundsTests : IDisposable
{
    private const string Potential =
        "MTP\nversion = 1.1.0\nspecies_count = 1\n"
        + "radial_basis_type = RBChebyshev\n\tmin_dist = 2\n\tmax_dist = 5\n\tradial_basis_size = 3\n"
        + "alpha_moments_count = 1\nalpha_index_basic_count = 1\nalpha_index_basic = {{0, 0, 0, 0}}\n"
        + "alpha_index_times_count = 0\nalpha_index_times = {}\nalpha_scalar_moments = 1\nalpha_moment_mapping = {0}\n";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("species_count = 1", "species_count = 20000", "species_count = 20000 is out of range (1 … 1024)")]
    [InlineData("species_count = 1", "species_count = 65536", "species_count = 65536 is out of range (1 … 1024)")]
    [InlineData("radial_basis_size = 3", "radial_basis_size = 4194304\nradial_funcs_count = 4194304\nradial_coeffs",
        "radial coefficients exceed the limit of")]
    [InlineData("{0, 0, 0, 0}", "{2147483647, 0, 0, 0}", "")]
    [InlineData("max_dist = 5", "max_dist = 300", "max_dist = 300 Å is more than 100 Å; 5 to 7 Å are usual.")]
    [InlineData("max_dist = 5", "max_dist = 1e300", "is more than 100 Å")]
    public void PotentialsHaveASize(string part, string replacement, string expected)
    {
        Assert.False(MtpFile.Read(_directory.Write("a.mtp", Potential)).IsFitted);
        Assert.Contains(expected,
            Assert.Throws<InputException>(() => MtpFile.Read(_directory.Write("b.mtp", Potential.Replace(part, replacement)))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void DataHaveAsManySpeciesAsPotentials()
    {
        const string text = "BEGIN_CFG\n Size\n 1\n AtomData: id type cartes_x cartes_y cartes_z\n 1 1023 0 0 0\nEND_CFG\n";
        Assert.Equal(1023, Assert.Single(ConfigurationFile.Read(_directory.Write("a.cfg", text)).Configurations).Types[0]);
        Assert.Contains(":5: type 46341 exceeds the limit of 1024 types, numbered from 0",
            Refusal("b.cfg", text.Replace("1023", "46341")), StringComparison.Ordinal);
        var atoms = Enumerable.Range(0, 1025).Select(i => $"S{i} 0 0 {i}");
        Assert.Contains(":1027: S1024 exceeds the limit of 1024 species per data set",
            Refusal("c.xyz", $"1025\n\n{string.Join('\n', atoms)}"), StringComparison.Ordinal);
        Assert.Throws<InputException>(() => new SpeciesList(Enumerable.Range(0, 1025).Select(i => $"S{i}")));
    }

    [Theory]
    [InlineData(0.2, 5, "has 65", "neighbours within 5 Å")]
    [InlineData(4, 100, "neighbours within 100 Å", "correct the lattice, or use a smaller cutoff")]
    [InlineData(0.5, 100, "within 100 Å the cell repeats more than 1048576 times", "")]
    [InlineData(3, 1e300, "repeats more than", "")]
    public void CellsHaveAsManyImagesAsAreOfUse(double size, double cutoff, string expected, string more)
    {
        var clock = Stopwatch.StartNew();
        var configuration = new Configuration { Types = [0], Positions = [0, 0, 0],
            Cell = new(new(size, 0, 0), new(0, size, 0), new(0, 0, size), true, true, true), Origin = "a.xyz #1" };
        var message = Assert.Throws<InputException>(() => new NeighborSearch(configuration, cutoff)
            .Collect(0, new NeighborBuffer())).Message;
        Assert.StartsWith("a.xyz #1: ", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains(more, message, StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 20);
    }

    [Fact]
    public void ASmallFileThatUnpacksToAHugeOneIsRefusedInTime()
    {
        foreach (var (name, head) in ((string, string)[])[("a.fmtp.gz", "{\"format\": \""), ("a.mtp.gz", "MTP\nversion = 1.1.0\n")])
        {
            var path = _directory.PathOf(name);
            using (var packed = new GZipStream(File.Create(path), CompressionLevel.Optimal))
            {
                packed.Write(System.Text.Encoding.UTF8.GetBytes(head));
                var part = new byte[1 << 20];
                Array.Fill(part, (byte)'\n');
                for (var written = 0; written <= InputBounds.LongestPotential; written += part.Length) packed.Write(part);
            }
            Assert.Contains("the unpacked file is too large",
                Assert.Throws<InputException>(() => PotentialFile.Read(path)).Message, StringComparison.Ordinal);
        }
    }

    private string Refusal(string name, string text) =>
        Assert.Throws<InputException>(() => ConfigurationFile.Read(_directory.Write(name, text))).Message;
}
