using System.Globalization;
using FastMtp.Potentials;

namespace FastMtp.Cli;

/// <summary>Prints what a potential consists of.</summary>
internal static class PotentialReport
{
    public static void Print(Terminal terminal, string title, MtpPotential potential)
    {
        var (plan, radial) = (potential.Plan, potential.Radial);
        var kernel = PotentialInput.Kernel(plan);
        terminal.Line(title);
        terminal.Properties(
        [
            ("species", potential.Species?.ToString() ?? $"{potential.SpeciesCount}, not named in the file; name them with --species"),
            ("level", plan.Level?.ToString(CultureInfo.InvariantCulture) ?? "none of the standard ones"),
            ("basis functions", $"{plan.Functions.Length}"),
            ("moments", $"{plan.MomentCount}, of which {plan.BasicMoments.Length} basic"),
            ("products", $"{plan.Products.Length}"),
            ("radial functions", $"{plan.RadialFunctionCount} of {radial.Size} Chebyshev polynomials each"),
            ("cutoff", Format.Length(radial.Cutoff)),
            ("smallest distance", radial.MinDistance > 0 ? Format.Length(radial.MinDistance) : "from the data"),
            ("parameters", $"{potential.ParameterCount}: {potential.RadialCoefficients.Length} radial, {potential.SpeciesCoefficients.Length} species, {potential.MomentCoefficients.Length} moments"),
            ("coefficients", potential.IsFitted ? "fitted" : "none yet"),
            ("kernel here", $"{kernel.Kind}, {(int)kernel.Width} bits ({kernel.Lanes} atoms side by side)"),
        ]);
    }
}
