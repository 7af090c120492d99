using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Training.Distribution;
using FastMtp.Training.LeastSquares;
using FastMtp.Training.Moments;
using FastMtp.Training.Outliers;
using FastMtp.Training.Problem;

namespace FastMtp.Training.Loss;

/// <summary>
/// A potential's loss on the training data, plus its errors on a validation set: the problem the trainer solves. When several ranks share
/// the data, each constructs one from all of the data; rank 0 fits, the others <see cref="Serve"/> until it calls <see cref="End"/>.
/// </summary>
internal sealed class TrainingLoss : ITrainingProblem, IDisposable
{
    private readonly SharedLoss _loss;
    private readonly LossExchange _exchange;
    private readonly PotentialModel _potential;
    private readonly bool _isAlone;

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
        ranks ??= new SingleProcess();
        (_potential, _isAlone) = (potential, ranks.Count == 1);
        Kernel = kernel ?? KernelRegistry.For(potential.Plan);
        _exchange = new LossExchange(ranks, Dimension);
        _loss = new SharedLoss(potential, training, domain, weights, Kernel, threads, ranks, _exchange);
    }

    /// <summary>Joins training and validation data of a loss, which keeps what is packed.</summary>
    private TrainingLoss(TrainingLoss parts)
    {
        (Species, Fingerprint, Kernel) = (parts.Species, parts.Fingerprint, parts.Kernel);
        (_potential, _isAlone, _exchange) = (parts._potential, parts._isAlone, parts._exchange);
        _loss = parts._loss.Everything();
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
    public double RadialScale => _loss.RadialScale;

    /// <inheritdoc/>
    public ErrorSummary? TrainingErrors { get; private set; }

    /// <summary>The training set, label by label.</summary>
    public ExaminedCells Cells => _loss.Cells;

    /// <inheritdoc/>
    IExaminedCells? ITrainingProblem.Cells => Cells;

    /// <inheritdoc/>
    public IMomentParameterization MomentTrain(int rank) => Layout.MomentSets == 1
        ? new EquivariantTrain(_potential.Plan, rank)
        : throw new InputException(
            "Moment coefficients of a rank are shared by all species; ask for a rank or for coefficients per species, not both.");

    /// <inheritdoc/>
    public int Dimension => Layout.Count;

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        _exchange.Ask(Request.Loss, point);
        var sum = _loss.Evaluate(point, gradient);
        TrainingErrors = sum.Summary();
        return sum.Loss;
    }

    /// <inheritdoc/>
    public ErrorSummary? ValidationErrors(ReadOnlySpan<double> point)
    {
        if (!_loss.HasValidation) return null;
        _exchange.Ask(Request.Validation, point);
        return _loss.Validate(point).Summary();
    }

    /// <inheritdoc/>
    public NormalEquations LinearSystem(ReadOnlySpan<double> point)
    {
        _exchange.Ask(Request.LinearSystem, point);
        return _loss.LinearSystem(point);
    }

    /// <inheritdoc/>
    public NormalEquations EstimateCurvature(ReadOnlySpan<double> point, ulong seed, int dimension, RowProjection projection)
    {
        if (_isAlone) return _loss.OwnCurvature(point, seed, dimension, projection);
        // The other ranks do not know the parameters: they estimate for all coefficients.
        _exchange.Ask(Request.CurvatureEstimate, point);
        return _loss.Curvature(point, seed).Projected(dimension, projection);
    }

    /// <inheritdoc/>
    public void MultiplyCurvature(ReadOnlySpan<double> point, ReadOnlySpan<double> direction, Span<double> product)
    {
        _exchange.Ask(Request.CurvatureProduct, point);
        _loss.MultiplyCurvature(point, direction.ToArray(), product);
    }

    /// <summary>Answers the requests of rank 0 until the fit is over; called on every other rank.</summary>
    public void Serve()
    {
        var (point, gradient) = (new double[Dimension], new double[Dimension]);
        while (true)
        {
            switch (_exchange.Wait(point))
            {
                case Request.Loss: _loss.Evaluate(point, gradient); break;
                case Request.Validation: _loss.Validate(point); break;
                case Request.LinearSystem: _loss.LinearSystem(point); break;
                case Request.CurvatureEstimate: _loss.Curvature(point, 0); break;
                case Request.CurvatureProduct: _loss.MultiplyCurvature(point, new double[Dimension], gradient); break;
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
    public void Dispose() => _loss.Dispose();
}
