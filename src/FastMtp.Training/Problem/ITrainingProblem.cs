using FastMtp.Potentials;
using FastMtp.Training.LeastSquares;
using FastMtp.Training.Moments;
using FastMtp.Training.Optimization;
using FastMtp.Training.Outliers;

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

    /// <summary>The configurations of the training set, so that wrong labels can be left out; null if they are not known.</summary>
    IExaminedCells? Cells => null;

    /// <summary>Errors on the training set from the last <see cref="IObjective.Evaluate"/>; null if unknown.</summary>
    ErrorSummary? TrainingErrors { get; }

    /// <summary>Errors on the validation set; null without one.</summary>
    ErrorSummary? ValidationErrors(ReadOnlySpan<double> point);

    /// <summary>The moment coefficients as an equivariant tensor train of a rank.</summary>
    /// <exception cref="InputException">The basis or the rank does not allow it.</exception>
    IMomentParameterization MomentTrain(int rank);

    /// <summary>The loss as a quadratic function of the linear coefficients [species | moments], radial coefficients fixed.</summary>
    NormalEquations LinearSystem(ReadOnlySpan<double> point);

    /// <summary>
    /// An estimate of JᵀJ at a point, J being the Jacobian of the weighted residuals with respect to <paramref name="dimension"/>
    /// parameters, from random combinations of its rows; the right-hand side is zero.
    /// </summary>
    /// <param name="point">[c | species | moments].</param>
    /// <param name="seed">The same seed gives the same combinations.</param>
    /// <param name="dimension">Number of parameters.</param>
    /// <param name="projection">Derivatives with respect to the parameters; several threads call it.</param>
    NormalEquations EstimateCurvature(ReadOnlySpan<double> point, ulong seed, int dimension, RowProjection projection);

    /// <summary>product = JᵀJ·direction with respect to [c | species | moments], by a difference of predictions.</summary>
    void MultiplyCurvature(ReadOnlySpan<double> point, ReadOnlySpan<double> direction, Span<double> product);
}
