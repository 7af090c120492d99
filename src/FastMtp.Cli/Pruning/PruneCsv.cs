using FastMtp.Files.Text;
using FastMtp.Training.Pruning;

namespace FastMtp.Cli.Pruning;

/// <summary>The path as a table.</summary>
internal static class PruneCsv
{
    /// <summary>Writes a line for each point.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<PrunePoint> points, PrunePoint? chosen) => CsvText.Write(
        path,
        [
            "cost_share", "microseconds_predicted", "microseconds_measured", "functions", "products", "basic_moments", "radial_functions",
            "expected_loss", "loss", "energy_rmse_ev_per_atom", "force_rmse_ev_per_angstrom", "stress_rmse_gpa",
            "validation_energy_rmse_ev_per_atom", "validation_force_rmse_ev_per_angstrom", "validation_stress_rmse_gpa", "chosen",
        ],
        points.Select(p => (object[])
        [
            p.Cost / points[0].Cost, p.Cost, p.Measured, p.Functions.Length, p.Products, p.BasicMoments, p.RadialFunctions,
            p.ExpectedLoss ?? double.NaN, p.Training.Loss, .. Errors(p.Training), .. Errors(p.Validation), p == chosen ? 1 : 0,
        ]));

    private static IEnumerable<object> Errors(ErrorSummary? errors) =>
        [errors?.EnergyRmse ?? double.NaN, errors?.ForceRmse ?? double.NaN, errors?.StressRmse ?? double.NaN];
}
