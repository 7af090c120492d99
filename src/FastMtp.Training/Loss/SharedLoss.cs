using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Training.Distribution;
using FastMtp.Training.LeastSquares;
using FastMtp.Zbl;

namespace FastMtp.Training.Loss;

/// <summary>
/// A loss on data that ranks share: each evaluates its part, and rank 0 gets the sums. All calls are collective: every rank makes them in
/// the same order.
/// </summary>
internal sealed class SharedLoss : IDisposable
{
    private readonly DataSetLoss _training;
    private readonly ValidationLoss? _validation;
    private readonly LinearRows _linear;
    private readonly CurvatureRows _curvature;
    private readonly LossExchange _exchange;
    private readonly PotentialModel _potential;
    private readonly IReadOnlyList<Configuration> _configurations;
    private readonly LossWeights _weights;
    private readonly MtpKernel _kernel;
    private readonly int _threads;
    private readonly ICommunicator _ranks;

    /// <summary>Packs a rank's part of the data.</summary>
    /// <param name="potential">Supplies the shape; its repulsion is taken off the labels.</param>
    /// <param name="training">Training configurations of all ranks.</param>
    /// <param name="validation">Validation configurations of all ranks; may be empty.</param>
    /// <param name="weights">Weights of the loss.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="threads">Number of threads; 0 for one per core.</param>
    /// <param name="ranks">Processes that share the data.</param>
    /// <param name="exchange">Their sums.</param>
    public SharedLoss(PotentialModel potential, IReadOnlyList<Configuration> training, ValidationDomain validation, LossWeights weights,
        MtpKernel kernel, int threads, ICommunicator ranks, LossExchange exchange)
    {
        _configurations = RepulsionBaseline.Remove(potential, training);
        var within = RepulsionBaseline.Remove(potential, validation.Within);
        var beyond = RepulsionBaseline.Remove(potential, validation.Beyond);
        (_potential, _weights, _kernel) = (potential with { Repulsion = null }, weights, kernel);
        (_threads, _ranks, _exchange) = (threads, ranks, exchange);
        _training = new DataSetLoss(_potential, _configurations, weights, kernel, threads, ranks);
        _validation = within.Count == 0 ? null : new ValidationLoss(_potential, within, beyond, weights, kernel, threads, ranks);
        (_linear, _curvature, Cells) = OfTraining();
        RadialScale = RadialScaleEstimate.Of(potential.Radial, _training, exchange);
    }

    /// <summary>Joins training and validation data of a loss, which keeps what is packed.</summary>
    private SharedLoss(SharedLoss parts)
    {
        (_potential, _weights, _kernel) = (parts._potential, parts._weights, parts._kernel);
        (_threads, _ranks, _exchange, RadialScale) = (parts._threads, parts._ranks, parts._exchange, parts.RadialScale);
        _configurations = [.. parts._configurations, .. parts._validation?.Configurations ?? []];
        _training = new DataSetLoss(_potential, [parts._training, .. parts._validation?.Parts ?? []], _kernel, _threads);
        (_linear, _curvature, Cells) = OfTraining();
        // It packs most of the data once more and is not needed beside that of all.
        parts._curvature.Dispose();
    }

    private (LinearRows, CurvatureRows, ExaminedCells) OfTraining()
    {
        var curvature = new CurvatureRows(_potential, _configurations, _training, _weights, _kernel, _threads, _ranks);
        return (
            new LinearRows(_potential, _training, _kernel, _threads),
            curvature,
            new ExaminedCells(_configurations, _training, curvature, _exchange, Dimension));
    }

    /// <summary>The training set, label by label.</summary>
    public ExaminedCells Cells { get; }

    /// <summary>Size of radial coefficients that makes the moments of the training set of order one.</summary>
    public double RadialScale { get; }

    /// <summary>True if there are validation configurations.</summary>
    public bool HasValidation => _validation is not null;

    private int Dimension => _potential.Layout.Count;

    /// <summary>Training and validation data together, which have no validation; this loss must not be used meanwhile.</summary>
    public SharedLoss Everything() => new(this);

    /// <summary>Loss, errors and gradient on the training set.</summary>
    public LossSum Evaluate(ReadOnlySpan<double> point, Span<double> gradient) =>
        _exchange.Sum(_training.Evaluate(point, gradient), gradient);

    /// <summary>Loss and errors on the validation set, which there must be.</summary>
    public LossSum Validate(ReadOnlySpan<double> point) => _validation!.Of(point, _exchange);

    /// <summary>Normal equations of the linear coefficients.</summary>
    public NormalEquations LinearSystem(ReadOnlySpan<double> point) => _exchange.Sum(_linear.At(point));

    /// <summary>The estimate of the curvature for all coefficients, whatever parameters rank 0 has for them.</summary>
    /// <param name="point">[c | species | moments].</param>
    /// <param name="seed">The seed on rank 0.</param>
    public NormalEquations Curvature(ReadOnlySpan<double> point, ulong seed)
    {
        Span<double> shared = [seed];
        _exchange.Share(shared);
        return _exchange.Sum(OwnCurvature(point, (ulong)shared[0], Dimension, static (whole, row) => whole.CopyTo(row)));
    }

    /// <summary>The estimate of this rank alone, for any parameters; not collective.</summary>
    public NormalEquations OwnCurvature(ReadOnlySpan<double> point, ulong seed, int dimension, RowProjection projection) =>
        _curvature.At(point, seed, dimension, projection);

    /// <summary>The product of the curvature with a direction.</summary>
    /// <param name="point">[c | species | moments].</param>
    /// <param name="direction">The direction on rank 0; becomes the same on all.</param>
    /// <param name="product">The product.</param>
    public void MultiplyCurvature(ReadOnlySpan<double> point, double[] direction, Span<double> product)
    {
        _exchange.Share(direction);
        _training.MultiplyCurvature(point, direction, _potential.Layout.Radial, product);
        _exchange.Sum(product);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _training.Dispose();
        _validation?.Dispose();
        _curvature.Dispose();
    }
}
