using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Training.Distribution;
using FastMtp.Training.LeastSquares;
using FastMtp.Training.Moments;
using FastMtp.Training.Outliers;
using FastMtp.Training.Problem;
using FastMtp.Zbl;

namespace FastMtp.Training.Loss;

/// <summary>
/// A potential's loss on the training data, plus its errors on a validation set: the problem the trainer solves. When several ranks share
/// the data, each constructs one from all of the data; rank 0 fits, the others <see cref="Serve"/> until it calls <see cref="End"/>.
/// </summary>
internal sealed class TrainingLoss : ITrainingProblem, IDisposable
{
    private readonly DataSetLoss _training;
    private readonly ValidationLoss? _validation;
    private readonly CountedData _counted;
    private readonly CurvatureRows _curvature;
    private readonly LossExchange _exchange;
    private readonly PotentialModel _potential;
    private readonly IReadOnlyList<Configuration> _configurations;
    private readonly LossWeights _weights;
    private readonly int _threads;
    private readonly ICommunicator _ranks;

    /// <summary>Packs the data for the kernels.</summary>
    /// <param name="potential">Supplies the shape: species, plan, radial basis. Must have species names.</param>
    /// <param name="training">Configurations whose types index the potential's species.</param>
    /// <param name="validation">Validation configurations; may be empty.</param>
    /// <param name="weights">Weights of the loss, for these data.</param>
    /// <param name="threads">Number of threads; 0 for one per core.</param>
    /// <param name="kernel">The kernel; by default the registry chooses.</param>
    /// <param name="ranks">Processes that share the data; by default this process alone.</param>
    /// <param name="domain">The validation configurations, split; by default they are split here.</param>
    /// <exception cref="InputException">There are no configurations, or two atoms of one coincide.</exception>
    public TrainingLoss(PotentialModel potential, IReadOnlyList<Configuration> training, IReadOnlyList<Configuration> validation,
        LossWeights weights, int threads = 0, MtpKernel? kernel = null, ICommunicator? ranks = null, ValidationDomain? domain = null)
    {
        Species = potential.Species ?? throw new ArgumentException("A potential must have species names to be fitted.", nameof(potential));
        Fingerprint = LossFingerprint.Of(potential, training, validation, weights);
        if (training.Count == 0) throw new InputException("The training data contain no configurations.");
        domain ??= ValidationDomain.Of(training, validation, threads);
        _configurations = RepulsionBaseline.Remove(potential, training);
        var (within, beyond) = (RepulsionBaseline.Remove(potential, domain.Within), RepulsionBaseline.Remove(potential, domain.Beyond));
        (_potential, _weights, _threads, _ranks) = (potential with { Repulsion = null }, weights, threads, ranks ?? new SingleProcess());
        Kernel = kernel ?? KernelRegistry.For(potential.Plan);
        _exchange = new LossExchange(_ranks, Layout.Count);
        _training = new DataSetLoss(_potential, _configurations, weights, Kernel, threads, _ranks);
        _validation = within.Count == 0 ? null : new ValidationLoss(_potential, within, beyond, weights, Kernel, threads, _ranks);
        _counted = new CountedData(_potential, _configurations, _training, Kernel, threads);
        _curvature = new CurvatureRows(_potential, _configurations, weights, Kernel, threads, _ranks);
        Cells = new ExaminedCells(_configurations, _training, _curvature, _exchange, Dimension);
        RadialScale = RadialScaleEstimate.Of(potential.Radial, _training, _exchange);
    }

    /// <summary>Joins training and validation data of a loss, which keeps what is packed.</summary>
    private TrainingLoss(TrainingLoss parts)
    {
        (Species, Fingerprint, Kernel, RadialScale) = (parts.Species, parts.Fingerprint, parts.Kernel, parts.RadialScale);
        (_potential, _weights, _threads, _ranks) = (parts._potential, parts._weights, parts._threads, parts._ranks);
        _exchange = parts._exchange;
        _configurations = [.. parts._configurations, .. parts._validation?.Configurations ?? []];
        _training = new DataSetLoss(_potential, [parts._training, .. parts._validation?.Parts ?? []], Kernel, _threads);
        _counted = new CountedData(_potential, _configurations, _training, Kernel, _threads);
        _curvature = new CurvatureRows(_potential, _configurations, _weights, Kernel, _threads, _ranks);
        Cells = new ExaminedCells(_configurations, _training, _curvature, _exchange, Dimension);
        // It packs most of the data once more and is not needed beside that of all.
        parts._curvature.Dispose();
    }

    /// <summary>The kernel in use.</summary>
    public MtpKernel Kernel { get; }

    /// <inheritdoc/>
    public ParameterLayout Layout => _potential.Layout;

    /// <inheritdoc/>
    public SpeciesList Species { get; }

    /// <inheritdoc/>
    public string Fingerprint { get; }

    /// <inheritdoc/>
    public double RadialScale { get; }

    /// <inheritdoc/>
    public ErrorSummary? TrainingErrors { get; private set; }

    /// <summary>The training set, label by label.</summary>
    public ExaminedCells Cells { get; }

    /// <inheritdoc/>
    IExaminedCells? ITrainingProblem.Cells => Cells;

    /// <inheritdoc/>
    public IMomentParameterization MomentTrain(int rank) => Layout.MomentSets == 1
        ? new EquivariantTrain(_potential.Plan, rank)
        : throw new InputException(
            "Moment coefficients of a rank are shared by all species; ask for a rank or for coefficients per species, not both.");

    /// <inheritdoc/>
    public int MostPartsFor(int parameters) => _counted.MostPartsFor(parameters);

    /// <inheritdoc/>
    public void Sample(int parts)
    {
        _exchange.Ask(Request.Sample, new double[Dimension]);
        SampleOf(parts);
    }

    /// <inheritdoc/>
    public int Dimension => Layout.Count;

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        _exchange.Ask(Request.Loss, point);
        var sum = LossOf(point, gradient);
        TrainingErrors = sum.Summary();
        return sum.Loss;
    }

    /// <inheritdoc/>
    public ErrorSummary? ValidationErrors(ReadOnlySpan<double> point)
    {
        if (_validation is null) return null;
        _exchange.Ask(Request.Validation, point);
        return _validation.Of(point, _exchange).Summary();
    }

    /// <inheritdoc/>
    public NormalEquations LinearSystem(ReadOnlySpan<double> point)
    {
        _exchange.Ask(Request.LinearSystem, point);
        return LinearOf(point);
    }

    /// <inheritdoc/>
    public NormalEquations EstimateCurvature(ReadOnlySpan<double> point, ulong seed, int dimension, RowProjection projection)
    {
        if (_ranks.Count == 1) return _curvature.At(point, _counted, seed, dimension, projection);
        // The other ranks do not know the parameters: they estimate for all coefficients.
        _exchange.Ask(Request.CurvatureEstimate, point);
        return CurvatureOf(point, seed).Projected(dimension, projection);
    }

    /// <inheritdoc/>
    public void MultiplyCurvature(ReadOnlySpan<double> point, ReadOnlySpan<double> direction, Span<double> product)
    {
        _exchange.Ask(Request.CurvatureProduct, point);
        ProductOf(point, direction.ToArray(), product);
    }

    /// <summary>Answers the requests of rank 0 until the fit is over; called on every other rank.</summary>
    public void Serve()
    {
        var (point, gradient) = (new double[Dimension], new double[Dimension]);
        while (true)
        {
            switch (_exchange.Wait(point))
            {
                case Request.Loss: LossOf(point, gradient); break;
                case Request.Validation: _validation!.Of(point, _exchange); break;
                case Request.LinearSystem: LinearOf(point); break;
                case Request.CurvatureEstimate: CurvatureOf(point, 0); break;
                case Request.Sample: SampleOf(1); break;
                case Request.CurvatureProduct: ProductOf(point, new double[Dimension], gradient); break;
                case var request and (Request.LabelErrors or Request.Distrust): Cells.Serve(request, point); break;
                case Request.Everything:
                    using (var all = new TrainingLoss(this)) all.Serve();
                    break;
                default: return;
            }
        }
    }

    /// <summary>
    /// The loss on training and validation data together, which has no validation; called on rank 0. This loss answers again when the other
    /// one has ended.
    /// </summary>
    public TrainingLoss Everything()
    {
        _exchange.Ask(Request.Everything, new double[Dimension]);
        return new(this);
    }

    /// <summary>Tells the other ranks that the fit is over; called on rank 0.</summary>
    public void End() => _exchange.Ask(Request.End, new double[Dimension]);

    /// <inheritdoc/>
    public void Dispose()
    {
        _counted.Dispose();
        _training.Dispose();
        _validation?.Dispose();
        _curvature.Dispose();
    }

    private LossSum LossOf(ReadOnlySpan<double> point, Span<double> gradient) =>
        _exchange.Sum(_counted.Loss.Evaluate(point, gradient), gradient);

    /// <summary>The estimate for all coefficients; the seed is that of rank 0.</summary>
    private NormalEquations CurvatureOf(ReadOnlySpan<double> point, ulong seed)
    {
        Span<double> shared = [seed];
        _exchange.Share(shared);
        return _exchange.Sum(_curvature.At(point, _counted, (ulong)shared[0], Dimension, static (whole, row) => whole.CopyTo(row)));
    }

    /// <summary>The number of parts is that of rank 0.</summary>
    private void SampleOf(int parts)
    {
        Span<double> shared = [parts];
        _exchange.Share(shared);
        _counted.Take((int)shared[0]);
    }

    private void ProductOf(ReadOnlySpan<double> point, double[] direction, Span<double> product)
    {
        _exchange.Share(direction);
        _counted.Loss.MultiplyCurvature(point, direction, Layout.Radial, product);
        _exchange.Sum(product);
    }

    private NormalEquations LinearOf(ReadOnlySpan<double> point) => _exchange.Sum(_counted.Linear.At(point));
}
