using System.Globalization;
using FastMtp.Cli.Terminals;
using FastMtp.Training.Pruning;

namespace FastMtp.Cli.Pruning;

/// <summary>The columns in which the path is shown.</summary>
internal static class PruneTable
{
    private const double Milli = 1000;

    /// <summary>Titles; errors are those on the validation data, if there are some.</summary>
    public static IReadOnlyList<string> Titles { get; } =
    [
        "cost", "µs/atom", "measured", "functions", "products", "moments", "radial", "loss", "meV/atom", "meV/Å", "GPa", "fit meV/atom",
        "fit meV/Å",
    ];

    /// <summary>A point of the path.</summary>
    public static string[] Row(PrunePoint point, PrunePoint start) =>
    [
        (point.Cost / start.Cost).ToString("0.00", CultureInfo.InvariantCulture), Format.Figures(point.Cost),
        Format.Figures(point.Measured), $"{point.Functions.Length}", $"{point.Products}", $"{point.BasicMoments}",
        $"{point.RadialFunctions}", Format.Figures(point.Training.Loss),
        Number(Milli * point.Errors.EnergyRmse), Number(Milli * point.Errors.ForceRmse), Number(point.Errors.StressRmse),
        Number(Milli * point.Training.EnergyRmse), Number(Milli * point.Training.ForceRmse),
    ];

    /// <summary>What is being done, and the time left.</summary>
    public static string State(PruneProgress value)
    {
        var step = value.Step is { } made ? $", step {made} of {value.Steps}" : "";
        var left = value.Remaining is { } seconds ? $"; at most about {Format.Duration(TimeSpan.FromSeconds(seconds))} left" : "";
        return $"{value.What}{step}{left}";
    }

    private static string Number(double? value) => value is { } known ? Format.Figures(known) : "";
}
