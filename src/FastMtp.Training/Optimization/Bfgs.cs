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
internal sealed class Bfgs : Minimizer
{
    private readonly LineSearchSettings _lineSearch;
    private readonly InverseHessian _memory;
    private readonly double[] _direction;
    private readonly double[] _transported;
    private readonly double[] _gradientChange;
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
        Begin(start);
    }

    /// <summary>Resumes from an exported state and takes ownership of its inverse Hessian; evaluates nothing.</summary>
    /// <exception cref="ArgumentException">The state belongs to an objective of another dimension.</exception>
    public Bfgs(IObjective objective, MinimizerState state, LineSearchSettings? lineSearch = null, IManifold? manifold = null)
        : this(objective, state.Point.Length, InverseHessian.Of(state), lineSearch, manifold)
    {
        Begin(state);
        _lastStep = state.LastStep;
    }

    private Bfgs(IObjective objective, int pointLength, InverseHessian memory, LineSearchSettings? lineSearch, IManifold? manifold)
        : base(objective, pointLength, manifold)
    {
        if (memory.Dimension != objective.Dimension)
            throw new ArgumentException(
                $"The objective has the dimension {objective.Dimension}, and the memory {memory.Dimension}.", nameof(objective));
        _memory = memory;
        _lineSearch = lineSearch ?? LineSearchSettings.Default;
        _direction = new double[objective.Dimension];
        _transported = new double[objective.Dimension];
        _gradientChange = new double[objective.Dimension];
        _best = new EvaluatedPoint(Manifold);
    }

    /// <summary>Makes one step to a lower value. Returns false without moving if there is none.</summary>
    /// <exception cref="OperationCanceledException">
    /// Cancelled between two evaluations, or by the objective. The step is undone: another call repeats it exactly.
    /// </exception>
    public override bool Step(CancellationToken cancellation = default)
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

    /// <inheritdoc/>
    protected override void Carry(EvaluatedPoint from, EvaluatedPoint to) =>
        _memory.Transport(Manifold.Transport(from.Point, to.Point), Manifold.Transport(to.Point, from.Point));

    /// <inheritdoc/>
    protected override MinimizerState State(bool isCopy) => _memory.StoreIn(new MinimizerState
    {
        Point = [.. Current.Point],
        Value = Current.Value,
        Gradient = [.. Current.Gradient],
        IsInitial = _memory.IsInitial,
        LastStep = _lastStep,
        Steps = Steps,
        Evaluations = Evaluations,
    }, isCopy);

    private bool Advance(CancellationToken cancellation)
    {
        _memory.Multiply(Current.Gradient, _direction);
        for (var i = 0; i < _direction.Length; i++) _direction[i] = -_direction[i];
        var slope = Vectors.Dot(_direction, Current.Gradient);
        if (!(slope < 0)) return false;

        // Without a scale there is no natural step; a length of at most one is a common first try. Later it is one, but if the last
        // step was much shorter, the next will be short too, and trying one first would waste an evaluation.
        var firstStep = _memory.IsUnscaled ? Math.Min(1, 1 / Vectors.Norm(Current.Gradient)) : Math.Min(1, 2 * _lastStep);
        var search = new WolfeLineSearch(Value, slope, firstStep, _lineSearch);
        LineSearchStatus status;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            Trial.Evaluate(Objective, Current, search.Step, _direction);
            Manifold.Transport(Current.Point, Trial.Point).Apply(_direction, _transported);
            status = search.Report(Trial.Value, Vectors.Dot(Trial.Gradient, _transported));
            if (search.IsNewBest) (Trial, _best) = (_best, Trial);
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
        var forth = Manifold.Transport(Current.Point, _best.Point);
        var back = Manifold.Transport(_best.Point, Current.Point);
        _memory.Transport(forth, back);
        forth.Apply(_direction, _transported);
        for (var i = 0; i < _transported.Length; i++) _transported[i] *= step;
        back.ApplyInverse(Current.Gradient, _gradientChange);
        Vectors.AddScaled(_best.Gradient, -1, _gradientChange, _gradientChange);
        _memory.Update(_transported, _gradientChange);
        (Current, _best) = (_best, Current);
        Steps++;
    }
}
