using FastMtp.Atoms;

namespace FastMtp.Selection.Reports;

/// <summary>Errors of one configuration; null where it has no label.</summary>
/// <param name="Cell">The configuration.</param>
/// <param name="Energy">Predicted minus labelled energy per atom, eV.</param>
/// <param name="ForceSquares">Sum of the squares over all force components, eV²/Å².</param>
/// <param name="LargestForce">Largest error of the force on an atom, as a vector, eV/Å.</param>
/// <param name="Atom">That atom, from 0.</param>
/// <param name="StressSquares">Sum of the squares over the nine stress components, GPa².</param>
internal sealed record CellErrors(
    Configuration Cell, double? Energy, double? ForceSquares, double? LargestForce, int Atom, double? StressSquares)
{
    private const int StressComponents = 9;

    /// <summary>RMSE of a force component, eV/Å.</summary>
    public double? ForceRmse => ForceSquares is { } squares ? Math.Sqrt(squares / (3 * Cell.Count)) : null;

    /// <summary>Compares a prediction with the labels.</summary>
    public static CellErrors Of(Configuration labelled, Prediction predicted)
    {
        var errors = new CellErrors(
            labelled, (predicted.Energy - labelled.Energy) / labelled.Count, null, null, 0, StressSquaresOf(labelled, predicted));
        if (labelled.Forces is not { } forces) return errors;
        var (sum, largest, worst) = (0.0, -1.0, 0);
        for (var atom = 0; atom < labelled.Count; atom++)
        {
            var square = 0.0;
            for (var i = 3 * atom; i < 3 * atom + 3; i++) square += (predicted.Forces[i] - forces[i]) * (predicted.Forces[i] - forces[i]);
            sum += square;
            if (square <= largest) continue;
            (largest, worst) = (square, atom);
        }
        return errors with { ForceSquares = sum, LargestForce = Math.Sqrt(Math.Max(0, largest)), Atom = worst };
    }

    /// <summary>Sum of the squared errors of a quantity and the number of its values; null without labels.</summary>
    public (double Squares, int Values)? Of(Quantity quantity) => quantity switch
    {
        Quantity.Energy => Energy is { } error ? (error * error, 1) : null,
        Quantity.Force => ForceSquares is { } squares ? (squares, 3 * Cell.Count) : null,
        _ => StressSquares is { } squares ? (squares, StressComponents) : null,
    };

    private static double? StressSquaresOf(Configuration labelled, Prediction predicted) =>
        labelled.Virial is { } virial && labelled.Cell.IsBulk
            ? (Units.GigapascalsPerEvPerCubicAngstrom / labelled.Cell.Volume * (predicted.Virial - virial)).SquaredNorm : null;
}
