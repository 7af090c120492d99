using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Manifolds;

namespace FastMtp.Training.Optimization;

/// <summary>Minimises an objective on a manifold, one step per call.</summary>
internal abstract class Minimizer
{
    /// <summary>Starts nowhere: the constructor of the method calls one of the <see cref="Begin(ReadOnlySpan{double})"/>.</summary>
    /// <param name="objective">Function to minimise; its gradients are tangent vectors.</param>
    /// <param name="pointLength">Length of the start.</param>
    /// <param name="manifold">The manifold of the points; flat space by default.</param>
    protected Minimizer(IObjective objective, int pointLength, IManifold? manifold)
    {
        Manifold = manifold ?? new EuclideanSpace(objective.Dimension);
        if (pointLength != Manifold.PointLength)
            throw new ArgumentException(
                $"The start has {pointLength} entries, but a point has {Manifold.PointLength}.", nameof(pointLength));
        if (Manifold.Dimension != objective.Dimension)
            throw new ArgumentException(
                $"The objective has the dimension {objective.Dimension}, and the manifold {Manifold.Dimension}.", nameof(objective));
        Objective = objective;
        Current = new EvaluatedPoint(Manifold);
        Trial = new EvaluatedPoint(Manifold);
    }

    /// <summary>Current point. Valid until the next call.</summary>
    public ReadOnlySpan<double> Point => Current.Point;

    /// <summary>Gradient at <see cref="Point"/>. Valid until the next call.</summary>
    public ReadOnlySpan<double> Gradient => Current.Gradient;

    /// <summary>Value at <see cref="Point"/>.</summary>
    public double Value => Current.Value;

    /// <summary>Largest absolute entry of the gradient.</summary>
    public double GradientNorm => Vectors.MaxNorm(Current.Gradient);

    /// <summary>Steps made.</summary>
    public int Steps { get; protected set; }

    /// <summary>Evaluations of the objective, including the start.</summary>
    public int Evaluations { get; protected set; }

    /// <summary>Why the last <see cref="Step"/> failed: zero gradient or no lower value; null if it succeeded.</summary>
    public StoppingReason? Reason { get; protected set; }

    /// <summary>Function to minimise.</summary>
    protected IObjective Objective { get; }

    /// <summary>Where its points lie.</summary>
    protected IManifold Manifold { get; }

    /// <summary>Where the minimisation is.</summary>
    protected EvaluatedPoint Current { get; set; }

    /// <summary>Where it may go.</summary>
    protected EvaluatedPoint Trial { get; set; }

    /// <summary>Resumes from an exported state and takes ownership of its arrays; evaluates nothing.</summary>
    /// <exception cref="ArgumentException">The state belongs to an objective of another dimension.</exception>
    public static Minimizer Resume(ILeastSquares objective, MinimizerState state, LineSearchSettings lineSearch, IManifold manifold) =>
        state.Damping is null ? new Bfgs(objective, state, lineSearch, manifold) : new GaussNewton(objective, state, manifold);

    /// <summary>Makes one step to a lower value. Returns false without moving if there is none.</summary>
    /// <exception cref="OperationCanceledException">
    /// Cancelled between two evaluations, or by the objective. The step is undone: another call repeats it exactly.
    /// </exception>
    public abstract bool Step(CancellationToken cancellation = default);

    /// <summary>
    /// Moves to a point proposed by the caller if the value is lower there; what has been learned is kept. Costs one evaluation and does
    /// not count as a step.
    /// </summary>
    /// <param name="point">The point.</param>
    /// <param name="value">Value there.</param>
    public bool TryMoveTo(ReadOnlySpan<double> point, out double value)
    {
        Trial.Evaluate(Objective, point);
        value = Trial.Value;
        Evaluations++;
        if (!double.IsFinite(Trial.Value) || Trial.Value >= Current.Value) return false;
        Carry(Current, Trial);
        (Current, Trial) = (Trial, Current);
        return true;
    }

    /// <summary>Evaluates the current point once more, as the objective has changed; what has been learned is kept.</summary>
    public void Reevaluate()
    {
        Trial.Evaluate(Objective, Current.Point);
        Evaluations++;
        (Current, Trial) = (Trial, Current);
    }

    /// <summary>A copy of everything needed to resume.</summary>
    public MinimizerState Export() => State(isCopy: true);

    /// <summary>The same without copying the largest array of a fit; valid until the next call.</summary>
    internal MinimizerState Share() => State(isCopy: false);

    /// <summary>Moves what has been learned to another tangent space.</summary>
    protected abstract void Carry(EvaluatedPoint from, EvaluatedPoint to);

    /// <summary>Everything needed to resume.</summary>
    /// <param name="isCopy">False to share the largest arrays, so that the state is valid until the next call.</param>
    protected abstract MinimizerState State(bool isCopy);

    /// <summary>Starts at a point and evaluates it.</summary>
    protected void Begin(ReadOnlySpan<double> start)
    {
        Current.Evaluate(Objective, start);
        Evaluations = 1;
    }

    /// <summary>Starts where a state was exported.</summary>
    protected void Begin(MinimizerState state)
    {
        state.Point.CopyTo(Current.Point, 0);
        state.Gradient.CopyTo(Current.Gradient, 0);
        Current.Value = state.Value;
        Steps = state.Steps;
        Evaluations = state.Evaluations;
    }
}
