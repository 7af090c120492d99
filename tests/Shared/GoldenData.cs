using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Files.PotentialFiles;
using FastMtp.Potentials;

namespace FastMtp.Tests.Shared;

/// <summary>The numbers of tests/Golden, parsed. "Extra" are the twelve awkward configurations without labels.</summary>
internal static class GoldenData
{
    /// <summary>Mo 0, Nb 1, Ta 2, W 3.</summary>
    public static SpeciesList Species { get; } = SpeciesList.Parse("Mo,Nb,Ta,W");

    public static string Root { get; } = FindRoot();

    public static int[] Levels => [6, 8, 12, 16];

    /// <summary>Path of a golden file; .gz is added.</summary>
    public static string PathOf(string name) => Path.Combine(Root, "tests", "Golden", name + ".gz");

    public static StreamReader OpenText(string name) => new(new GZipStream(File.OpenRead(PathOf(name)), CompressionMode.Decompress));

    /// <summary>The fitted potential of a level, with the standard plan or with the tables of its file.</summary>
    public static PotentialModel Potential(int level, bool standardPlan = true) =>
        MtpFile.Read(PathOf($"g{level:00}.mtp"), Species, standardPlan);

    /// <summary>The 8 configurations with DFT labels, or the 12 extra ones.</summary>
    public static IReadOnlyList<Configuration> Configurations(bool extra = false) =>
        ReadCfg(extra ? "golden_extra_in.cfg" : "golden_in.cfg");

    /// <summary>The same configurations with energy, forces and virial of the potential of a level.</summary>
    public static IReadOnlyList<Configuration> Expected(int level, bool extra = false) =>
        ReadCfg($"efs_{(extra ? "extra_" : "")}g{level:00}.cfg");

    public static IReadOnlyList<GoldenSites> Sites(int level, bool extra = false) =>
        ReadLines<GoldenSites>($"sites_{(extra ? "extra_" : "")}g{level:00}.jsonl");

    public static IReadOnlyList<GoldenBasis> Basis(int level) => ReadLines<GoldenBasis>($"basis_g{level:00}.jsonl");

    /// <summary>Losses and gradients; those with a penalty term that we do not have are left out.</summary>
    public static IReadOnlyList<GoldenGradient> Gradients(int level) =>
        [.. ReadLines<GoldenGradient>($"grad_g{level:00}.jsonl").Where(line => line.PenaltyCoefficient == 0)];

    private static IReadOnlyList<Configuration> ReadCfg(string name) =>
        ConfigurationFile.Read(PathOf(name), new ReadOptions { TypeNames = Species }).Configurations;

    private static List<T> ReadLines<T>(string name)
    {
        using var text = OpenText(name);
        var lines = new List<T>();
        while (text.ReadLine() is { } line)
            if (line.Length > 0) lines.Add(JsonSerializer.Deserialize<T>(line)!);
        return lines;
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "FastMtp.sln"))) directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("FastMtp.sln is not above the tests.");
    }
}

/// <summary>Number of neighbours and site energy (eV) of every atom of a configuration.</summary>
internal sealed record GoldenSites(
    [property: JsonPropertyName("cfg")] int Configuration,
    [property: JsonPropertyName("nbr_count")] int[] NeighborCounts,
    [property: JsonPropertyName("site_energy")] double[] SiteEnergies);

/// <summary>
/// Basis functions of an atom, in the order of the file's tables, after a leading 1; the potential's scaling is in the values.
/// </summary>
internal sealed record GoldenBasis(
    [property: JsonPropertyName("cfg")] int Configuration,
    [property: JsonPropertyName("atom")] int Atom,
    [property: JsonPropertyName("type")] int Type,
    [property: JsonPropertyName("B")] double[] Values);

/// <summary>
/// Loss and gradient summed over the 8 configurations; gradient order: radial, species, moment coefficients in the order of the file's
/// tables.
/// </summary>
internal sealed record GoldenGradient(
    [property: JsonPropertyName("we")] double EnergyWeight,
    [property: JsonPropertyName("wf")] double ForceWeight,
    [property: JsonPropertyName("ws")] double StressWeight,
    [property: JsonPropertyName("penalty_coeff")] double PenaltyCoefficient,
    [property: JsonPropertyName("weighting")] string Weighting,
    [property: JsonPropertyName("loss_sum")] double Loss,
    [property: JsonPropertyName("grad_sum")] double[] Gradient);
