using FastMtp.Cli.Terminals;
using FastMtp.Selection.Reports;

namespace FastMtp.Cli.FitReports;

/// <summary>Errors with their units.</summary>
internal static class ErrorText
{
    private const double Milli = 1000;

    /// <summary>The error of a quantity: "3.047 meV/atom".</summary>
    public static string Of(Quantity quantity, double error) => quantity switch
    {
        Quantity.Energy => $"{Format.Figures(Milli * error)} meV/atom",
        Quantity.Force => $"{Format.Figures(Milli * error)} meV/Å",
        _ => $"{Format.Figures(error)} GPa",
    };
}
