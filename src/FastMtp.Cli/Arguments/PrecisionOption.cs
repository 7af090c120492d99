using System.CommandLine;

namespace FastMtp.Cli.Arguments;

/// <summary>The option that chooses with what precision a potential is evaluated.</summary>
internal static class PrecisionOption
{
    public const string Name = "--precision";

    private static readonly Dictionary<string, Precision> Words = new() { ["double"] = Precision.Double, ["mixed"] = Precision.Mixed };

    public static Option<Precision> Create() => Options.Choice(Name,
        "Precision of the evaluation. Mixed computes radial functions, moments and pair forces in single precision and sums in double "
        + "precision: faster, with errors of forces near 1e-6 of their size.",
        Words);
}
