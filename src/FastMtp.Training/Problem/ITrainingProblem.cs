using FastMtp.Potentials;
using FastMtp.Training.LeastSquares;
using FastMtp.Training.Moments;
using FastMtp.Training.Optimization;

namespace FastMtp.Training.Problem;

/// <summary>
/// Data, potential and loss function as the trainer sees them: the objective is the loss on the training set as a
/// function of [c | species | moments]. Methods may throw <see cref="OperationCanceledException"/>; the trainer then stops
/// as if it had been cancelled itself, and a resumed run repeats what was interrupted.
/// </summary>
internal interface ITrainingProblem : IObjective
{
    /// <summary>Layout of the coefficients.</summary>
    ParameterLayout Layout { get; }

    /// <summary>Species of the potential, in order.</summary>
    SpeciesList Species { get; }

    /// <summary>Text that differs whenever data, weights or the shape of the potential differ; a checkpoint must match it.</summary>
    string Fingerprint { get; }

    /// <summary>Size of radial coefficients that makes the moments of the training set of order one.</summary>
    double RadialScale { get; }

    /// <summary>Errors on the training set from the last <see cref="IObjective.Evaluate"/>; null if unknown.</summary>
    ErrorSummary? TrainingErrors { get; }

    /// <summary>Errors on the validation set; null without one.</summary>
    ErrorSummary? ValidationErrors(ReadOnlySpan<double> point);

    /// <summary>The moment coefficients as an equivariant tensor train of a rank.</summary>
    /// <exception cref="InputException">The basis or the rank does not allow it.</exception>
    IMomentParameterization MomentTrain(int rank);

    /// <summary>The loss as a quadratic function of the linear coefficients [species | moments], radial coefficients fixed.</summary>
    NormalEquations LinearSystem(ReadOnlySpan<double> point);
}
