using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Training.Checkpoints;
using FastMtp.Training.Compression;
using FastMtp.Training.Distribution;
using FastMtp.Training.Fitting;
using FastMtp.Training.History;
using FastMtp.Training.Loss;
using FastMtp.Training.Problem;
using FastMtp.Training.Settings;
using FastMtp.Training.Starts;

namespace FastMtp.Training.Fits;

/// <summary>One fit, from packed data to a potential with notes; both the library and the command fit through this class.</summary>
internal sealed class FitTask : IDisposable
{
    private readonly PotentialModel _potential;
    private readonly TrainingLoss _loss;
    private readonly StartChoice _choice;
    private readonly FinalSteps _final;
    private readonly bool _isAlone;
    private TrainingRun? _run;
    private ITrainingProblem? _problem;
    private bool _hasChosen;

    /// <summary>Packs the data.</summary>
    /// <param name="potential">The potential to fit; if it has coefficients, the fit starts from them.</param>
    /// <param name="data">The data to fit to.</param>
    /// <param name="settings">How to fit.</param>
    /// <param name="threads">Number of threads; 0 for one per core.</param>
    /// <param name="kernel">The kernel; by default the one for these data and settings.</param>
    /// <param name="communicator">Processes that share the data; by default this process alone.</param>
    public FitTask(
        PotentialModel potential, FitData data, TrainingSettings settings, int threads = 0, MtpKernel? kernel = null,
        ICommunicator? communicator = null)
    {
        settings.Validate();
        kernel ??= KernelFor(potential, data, settings);
        data = ForceBalance.Decide(potential, data, settings, threads, kernel, communicator);
        (_potential, Data, Settings) = (potential, data, settings);
        _loss = new TrainingLoss(
            potential, data.Training, data.Validation, data.Weights, threads, kernel, communicator, data.Domain);
        _isAlone = communicator is null or { Count: 1 };
        // Several processes sum curvatures of all coefficients, whatever the form.
        var unknowns = _isAlone ? ParameterCount : _loss.Layout.Count;
        Settings = settings.For(unknowns) with { ValidationTolerance = data.Held?.Tolerance ?? 0 };
        _final = new FinalSteps(Settings, data);
        _choice = new StartChoice(potential, Settings,
            smaller => new TrainingLoss(smaller, data.Training, [], data.Weights, threads, null, communicator));
    }

    /// <summary>The kernel for a fit: all processes that share the data choose the same.</summary>
    /// <exception cref="InvalidOperationException">The environment variable asks for a kernel that does not exist.</exception>
    public static MtpKernel KernelFor(PotentialModel potential, FitData data, TrainingSettings settings) =>
        KernelRegistry.For(potential.Plan, data.Summary.Atoms * settings.Evaluations);

    /// <summary>True if the fit of one process will have several starts.</summary>
    public static bool HasSeveralStarts(PotentialModel potential, TrainingSettings settings) => StartChoice.IsFor(
        potential, settings.For(settings.Model.ParameterCount(potential.Layout.RadialShape) + potential.Layout.LinearCount));

    /// <summary>The data, with the weights of the loss.</summary>
    public FitData Data { get; }

    /// <summary>How it fits: as asked, or by another method if there are very many parameters.</summary>
    public TrainingSettings Settings { get; }

    /// <summary>The kernel in use.</summary>
    public MtpKernel Kernel => _loss.Kernel;

    /// <summary>Total number of parameters.</summary>
    public int ParameterCount => RadialParameterCount + _loss.Layout.SpeciesCount
        + (Settings.MomentRank is { } rank ? _loss.MomentTrain(rank).Dimension : _loss.Layout.MomentCount);

    /// <summary>Number of radial parameters.</summary>
    public int RadialParameterCount => Settings.Model.ParameterCount(_loss.Layout.RadialShape);

    /// <summary>
    /// Fits from several starts for a short time and chooses the best; <see cref="Run"/> does so by itself if this is not called.
    /// On rank 0.
    /// </summary>
    /// <param name="progress">Called for every start.</param>
    /// <param name="cancellation">Stops without a result.</param>
    /// <returns>The state to go on from; null if the fit has a single start.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Checkpoint? ChooseStart(IProgress<StartTrial>? progress = null, CancellationToken cancellation = default)
    {
        _hasChosen = true;
        return EndIfCancelled(() => _choice.Run(Problem(), Data.Training, progress, cancellation));
    }

    /// <summary>Runs the fit and its final steps; called on rank 0.</summary>
    /// <param name="from">Checkpoint to resume from; null for a new fit.</param>
    /// <param name="progress">Called after every step.</param>
    /// <param name="cancellation">Stops the fit early with the best coefficients so far.</param>
    /// <exception cref="InputException">Settings, data and checkpoint do not match.</exception>
    public Fitted Run(Checkpoint? from = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default) =>
        Finish(FitTrainingData(from, progress, cancellation), progress, cancellation);

    /// <summary>The part of <see cref="Run"/> before the final steps; <see cref="Finish"/> must follow.</summary>
    public TrainingResult FitTrainingData(Checkpoint? from, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        if (!_hasChosen)
        {
            if (from is null) from = ChooseStart(null, cancellation);
            else if (!_isAlone) _choice.Skip();
        }
        var trainer = new Trainer(Problem(), Settings with { TimeLimit = _final.TimeLimit }, progress);
        return EndIfCancelled(() =>
        {
            _run = from is not null ? trainer.Begin(from)
                : trainer.Begin(_potential.IsFitted ? RadialCompression.Start(_potential, Settings.Model, Data.Training) : null);
            return _run.Continue(cancellation);
        });
    }

    /// <summary>Number of final steps that <see cref="Finish"/> makes after a fit, at most.</summary>
    public int FinalStepsAfter(TrainingResult course) => _final.After(course);

    /// <summary>Makes the final steps, if any, and ends the fit; called on rank 0.</summary>
    public Fitted Finish(TrainingResult course, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        FinalFit? final = null;
        var before = Complete(course.Best.ApplyTo(_potential, Settings.Model), Data.Training, fitsValidation: false);
        if (FinalStepsAfter(course) > 0)
        {
            TrainingLoss? all = null;
            ITrainingProblem problem = Problem() is SmoothLoss prior ? prior.On(Everything) : Everything();
            final = _final.Run(course, _run!.Export(), problem, before, progress, cancellation);
            all!.End();
            all.Dispose();

            TrainingLoss Everything() => all = _loss.Everything();
        }
        _loss.End();
        var fitted = final is { Gains: true }
            ? Complete(final.Best.ApplyTo(_potential, Settings.Model), [.. Data.Training, .. Data.Validation], fitsValidation: true)
            : before;
        return new(fitted with { Metadata = FitNotes.Of(course, final, Settings, Data) }, course)
        {
            Final = final,
            Distrusted = DistrustedLabels.Words(final?.Distrusted ?? _run!.Export().Examination?.Distrusted ?? [], Data),
        };
    }

    /// <summary>Adds what the data say of a fitted potential; a repulsion below them is moved to where it needs it.</summary>
    private PotentialModel Complete(PotentialModel fitted, IReadOnlyList<Configuration> cells, bool fitsValidation)
    {
        var shortest = Data.ShortestDistances(_potential, fitsValidation);
        var isBelowData = _potential.Repulsion is { } repulsion && repulsion == Data.RepulsionBelow(_potential);
        return fitted with
        {
            ShortestDistances = shortest,
            Repulsion = isBelowData ? RepulsionPlacement.Of(fitted, cells, shortest!) : fitted.Repulsion,
        };
    }

    /// <summary>The loss with the prior.</summary>
    private ITrainingProblem Problem() => _problem ??= Settings.Smoothness > 0 ? new SmoothLoss(_loss, Settings.Smoothness) : _loss;

    /// <summary>Serves rank 0 until its fit is over; called on every other rank.</summary>
    public void Serve()
    {
        _choice.Serve();
        _loss.Serve();
    }

    /// <summary>Errors of the best coefficients on the training and validation sets; null without a validation set.</summary>
    public (ErrorSummary Training, ErrorSummary? Validation) Errors(TrainingResult course)
    {
        var point = course.Best.Parameters;
        Problem().Evaluate(point, new double[point.Length]);
        return (Problem().TrainingErrors!, _loss.ValidationErrors(point));
    }

    /// <summary>Lets the other ranks shut down as after a complete fit.</summary>
    private T EndIfCancelled<T>(Func<T> fit)
    {
        try
        {
            return fit();
        }
        catch (OperationCanceledException)
        {
            _loss.End();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _loss.Dispose();
}
