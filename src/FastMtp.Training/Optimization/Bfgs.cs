using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Manifolds;

namespace FastMtp.Training.Optimization;

/// <summary>
/// Minimises an objective by BFGS, one step per call. If the direction is not a descent direction or the
/// line search fails, the inverse Hessian is reset and steepest descent tried once. Results depend only on the objective.
/// </summary>
/// <remarks>
/// On a curved manifold this is Riemannian BFGS (Algorithm 2 of the paper's supplement): s = T(x→y)·αη, the usual update, and H
/// in the coordinates of the tangent spaces. It differs in three places. The last term of the update is g(s,p)/g(y,s)·s, without
/// which H·y = s fails. Gradients, being linear functions of vectors, are carried by T(y→x)⁻¹, and the Hessian as a bilinear form
/// likewise, which turns H into T(x→y)·H·T(y→x): T(y→x) is the adjoint of T(x→y), so H stays symmetric and positive definite, which
/// T·H·T⁻¹ does not unless T is orthogonal. Finally, the line search enforces the Wolfe conditions; with these transports they imply
/// g(y,s) > 0. If it gives up early, g(y,s) may be ≤ 0, and H is transported without an update.
/// </remarks>
internal sealed class Bfgs
{
    private readonly IObjective _objective;
    private readonly IManifold _manifold;
    private readonly LineSearchSettings _lineSearch;
    private readonly InverseHessian _memory;
    private readonly double[] _direction;
    private readonly double[] _transported;
    private readonly double[] _gradientChange;
    private EvaluatedPoint _current;
    private EvaluatedPoint _trial;
    private EvaluatedPoint _best;
    private double _lastStep = 1;

    /// <summary>Starts at a point and evaluates it.</summary>
    /// <param name="objective">Function to minimise; its gradients are tangent vectors.</param>
    /// <param name="start">A point of the manifold.</param>
    /// <param name="lineSearch">Acceptance criteria of a step.</param>
    /// <param name="manifold">The manifold of the points; flat space by default.</param>
    /// <param name="memory">Inverse Hessian to start with; by default a dense identity.</param>
    public Bfgs(IObjective objective, ReadOnlySpan<double> start, LineSearchSettings? lineSearch = null, IManifold? manifold = null,
        InverseHessian? memory = null)
        : this(objective, start.Length, memory ?? new DenseInverseHessian(objective.Dimension), lineSearch, manifold)
    {
        _current.Evaluate(objective, start);
        Evaluations = 1;
    }

    /// <summary>Resumes from an exported state and takes ownership of its inverse Hessian; evaluates nothing.</summary>
    /// <exception cref="ArgumentException">The state belongs to an objective of another dimension.</exception>
    public Bfgs(IObjective objective, BfgsState state, LineSearchSettings? lineSearch = null, IManifold? manifold = null)
        : this(objective, state.Point.Length, InverseHessian.Of(state), lineSearch, manifold)
    {
        state.Point.CopyTo(_current.Point, 0);
        state.Gradient.CopyTo(_current.Gradient, 0);
        _current.Value = state.Value;
        _lastStep = state.LastStep;
        Steps = state.Steps;
        Evaluations = state.Evaluations;
    }

    private Bfgs(IObjective objective, int pointLength, InverseHessian memory, LineSearchSettings? lineSearch, IManifold? manifold)
    {
        _manifold = manifold ?? new EuclideanSpace(objective.Dimension);
        if (pointLength != _manifold.PointLength)
            throw new ArgumentException(
                $"The start has {pointLength} entries, but a point has {_manifold.PointLength}.", nameof(pointLength));
        if (memory.Dimension != objective.Dimension || _manifold.Dimension != objective.Dimension)
            throw new ArgumentException(
                $"The objective has the dimension {objective.Dimension}, the manifold {_manifold.Dimension} and the memory "
                + $"{memory.Dimension}.", nameof(objective));
        _objective = objective;
        _memory = memory;
        _lineSearch = lineSearch ?? LineSearchSettings.Default;
        _direction = new double[objective.Dimension];
        _transported = new double[objective.Dimension];
        _gradientChange = new double[objective.Dimension];
        _current = new EvaluatedPoint(_manifold);
        _trial = new EvaluatedPoint(_manifold);
        _best = new EvaluatedPoint(_manifold);
    }

    /// <summary>Current point. Valid until the next call.</summary>
    public ReadOnlySpan<double> Point => _current.Point;

    /// <summary>Gradient at <see cref="Point"/>. Valid until the next call.</summary>
    public ReadOnlySpan<double> Gradient => _current.Gradient;

    /// <summary>Value at <see cref="Point"/>.</summary>
    public double Value => _current.Value;

    /// <summary>Largest absolute entry of the gradient.</summary>
    public double GradientNorm => Vectors.MaxNorm(_current.Gradient);

    /// <summary>Steps made.</summary>
    public int Steps { get; private set; }

    /// <summary>Evaluations of the objective, including the start.</summary>
    public int Evaluations { get; private set; }

    /// <summary>Why the last <see cref="Step"/> failed: zero gradient or failed line search; null if it succeeded.</summary>
    public StoppingReason? Reason { get; private set; }

    /// <summary>Makes one step to a lower value. Returns false without moving if there is none.</summary>
    /// <exception cref="OperationCanceledException">
    /// Cancelled between two evaluations, or by the objective. The step is undone: another call repeats it exactly.
    /// </exception>
    public bool Step(CancellationToken cancellation = default)
    {
        Reason = null;
        if (Advance(cancellation)) return true;
        if (!_memory.IsInitial)
        {
            _memory.Reset();
            _lastStep = 1;
            if (Advance(cancellation)) return true;
        }
        Reason = GradientNorm == 0 ? StoppingReason.GradientTolerance : StoppingReason.LineSearchFailed;
        return false;
    }

    /// <summary>
    /// Moves to a point proposed by the caller if the value is lower there; the inverse Hessian is
    /// kept. Costs one evaluation and does not count as a step.
    /// </summary>
    /// <param name="point">The point.</param>
    /// <param name="value">Value there.</param>
    public bool TryMoveTo(ReadOnlySpan<double> point, out double value)
    {
        _trial.Evaluate(_objective, point);
        value = _trial.Value;
        Evaluations++;
        if (!double.IsFinite(_trial.Value) || _trial.Value >= _current.Value) return false;
        _memory.Transport(_manifold.Transport(_current.Point, _trial.Point), _manifold.Transport(_trial.Point, _current.Point));
        (_current, _trial) = (_trial, _current);
        return true;
    }

    /// <summary>Resets the inverse Hessian to a diagonal, an estimate of 1/∂²L/∂x².</summary>
    /// <param name="diagonal">[n] positive; null for the identity, which the first step then scales.</param>
    public void Restart(double[]? diagonal)
    {
        if (diagonal is not null && diagonal.Length != _direction.Length)
            throw new ArgumentException(
                $"The diagonal has {diagonal.Length} entries, but the objective has {_direction.Length}.", nameof(diagonal));
        _memory.Reset(diagonal);
        _lastStep = 1;
    }

    /// <summary>A copy of everything needed to resume.</summary>
    public BfgsState Export() => State(isCopy: true);

    /// <summary>The same without copying a dense inverse Hessian, the largest array of a fit; valid until the next call.</summary>
    internal BfgsState Share() => State(isCopy: false);

    private BfgsState State(bool isCopy) => _memory.StoreIn(new BfgsState
    {
        Point = [.. _current.Point],
        Value = _current.Value,
        Gradient = [.. _current.Gradient],
        IsInitial = _memory.IsInitial,
        LastStep = _lastStep,
        Steps = Steps,
        Evaluations = Evaluations,
    }, isCopy);

    private bool Advance(CancellationToken cancellation)
    {
        _memory.Multiply(_current.Gradient, _direction);
        for (var i = 0; i < _direction.Length; i++) _direction[i] = -_direction[i];
        var slope = Vectors.Dot(_direction, _current.Gradient);
        if (!(slope < 0)) return false;

        // Without a scale there is no natural step; a length of at most one is a common first try. Later it is one, but if the last
        // step was much shorter, the next will be short too, and trying one first would waste an evaluation.
        var firstStep = _memory.IsUnscaled ? Math.Min(1, 1 / Vectors.Norm(_current.Gradient)) : Math.Min(1, 2 * _lastStep);
        var search = new WolfeLineSearch(Value, slope, firstStep, _lineSearch);
        LineSearchStatus status;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            _trial.Evaluate(_objective, _current, search.Step, _direction);
            _manifold.Transport(_current.Point, _trial.Point).Apply(_direction, _transported);
            status = search.Report(_trial.Value, Vectors.Dot(_trial.Gradient, _transported));
            if (search.IsNewBest) (_trial, _best) = (_best, _trial);
        }
        while (status == LineSearchStatus.Searching);

        Evaluations += search.Evaluations;
        if (search.BestStep == 0) return false;
        _lastStep = search.BestStep;
        MoveToBest(search.BestStep);
        return true;
    }

    private void MoveToBest(double step)
    {
        var forth = _manifold.Transport(_current.Point, _best.Point);
        var back = _manifold.Transport(_best.Point, _current.Point);
        _memory.Transport(forth, back);
        forth.Apply(_direction, _transported);
        for (var i = 0; i < _transported.Length; i++) _transported[i] *= step;
        back.ApplyInverse(_current.Gradient, _gradientChange);
        Vectors.AddScaled(_best.Gradient, -1, _gradientChange, _gradientChange);
        _memory.Update(_transported, _gradientChange);
        (_current, _best) = (_best, _current);
        Steps++;
    }
}
