using FastMtp.Training.LeastSquares;
using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Manifolds;

namespace FastMtp.Training.Optimization;

/// <summary>
/// Minimises a sum of squares by Gauss-Newton steps with variable projection: after every step the linear parameters are solved for, and
/// only the others are damped.
/// </summary>
/// <remarks>
/// A step solves (JᵀJ + λD)·δ = −Jᵀr by conjugate gradients with exact products, preconditioned by an estimate of JᵀJ from random
/// combinations of rows. The estimate alone is not enough: its errors, small against the curvature, are large steps along the many
/// directions that the data hardly determine, and only these make the residuals nonlinear. D is the mean curvature of the nonlinear
/// parameters of a kind: scaled by their own curvatures, those that few data determine would run away. λ follows the ratio of
/// actual and predicted decrease, as Nielsen has it. A step that raises the loss is shortened before it is solved for again, as an
/// evaluation costs a tenth of that.
/// </remarks>
internal sealed class GaussNewton : Minimizer
{
    private const double FirstDamping = 0.01;
    private const double LeastDamping = 1e-12;

    /// <summary>Damping is divided by this at most, after a step that the linear model predicts well.</summary>
    private const double Relaxation = 3;

    /// <summary>Damping is multiplied by this after a step that goes too far.</summary>
    private const double Tightening = 2;

    /// <summary>A step is halved this often before it is solved for with more damping.</summary>
    private const int MostHalvings = 2;

    /// <summary>Damping raised this often without a lower value means that there is none.</summary>
    private const int MostTrials = 20;

    private readonly ILeastSquares _problem;
    private double _damping = FirstDamping;

    /// <summary>Starts at a point and evaluates it.</summary>
    /// <param name="objective">Function to minimise.</param>
    /// <param name="start">A point of the manifold.</param>
    /// <param name="manifold">The manifold of the points; flat space by default.</param>
    /// <param name="damping">Damping of the first step, if known from a similar problem.</param>
    public GaussNewton(ILeastSquares objective, ReadOnlySpan<double> start, IManifold? manifold = null, double? damping = null)
        : base(objective, start.Length, manifold)
    {
        _damping = damping ?? FirstDamping;
        _problem = objective;
        Begin(start);
    }

    /// <summary>Resumes from an exported state; evaluates nothing.</summary>
    /// <exception cref="ArgumentException">The state belongs to an objective of another dimension.</exception>
    public GaussNewton(ILeastSquares objective, MinimizerState state, IManifold? manifold = null)
        : base(objective, state.Point.Length, manifold)
    {
        _problem = objective;
        _damping = state.Damping!.Value;
        Begin(state);
    }

    /// <inheritdoc/>
    public override bool Step(CancellationToken cancellation = default)
    {
        Reason = null;
        if (GradientNorm == 0) return Fail(StoppingReason.GradientTolerance);
        cancellation.ThrowIfCancellationRequested();
        var estimate = _problem.EstimateCurvature(Point, (ulong)Steps);
        var shifts = Shifts(estimate);
        var (damping, evaluations) = (_damping, 0);
        for (var trial = 0; trial < MostTrials; trial++, damping *= Tightening)
        {
            cancellation.ThrowIfCancellationRequested();
            if (DampedCurvature.Factor(estimate, shifts, damping) is not { } preconditioner) continue;
            var step = ConjugateGradients.Solve(Multiply, preconditioner, [.. Current.Gradient.Select(g => -0.5 * g)]);
            var length = Shorten(step.Solution, out var tried);
            evaluations += step.Products + tried;
            if (!(Trial.Value < Value)) continue;

            var ratio = (Value - Trial.Value) / (-0.5 * Vectors.Dot(step.Solution, Current.Gradient));
            _damping = Math.Max(LeastDamping, damping * (length < 1 ? Tightening : trial > 0 ? 1 : Change(ratio)));
            Evaluations += evaluations;
            Steps++;
            (Current, Trial) = (Trial, Current);
            return true;

            void Multiply(ReadOnlySpan<double> direction, Span<double> product)
            {
                cancellation.ThrowIfCancellationRequested();
                _problem.MultiplyCurvature(Point, direction, product);
                for (var i = 0; i < product.Length; i++) product[i] += damping * shifts[i] * direction[i];
            }
        }
        Evaluations += evaluations;
        return Fail(StoppingReason.LineSearchFailed);
    }

    /// <summary>Evaluates a step and, as long as it raises the loss, half of it.</summary>
    /// <returns>Its length.</returns>
    private double Shorten(double[] step, out int evaluations)
    {
        var length = 1.0;
        evaluations = 0;
        for (var halvings = 0; ; halvings++, length /= 2)
        {
            Manifold.Retract(Point, length, step, Trial.Point);
            evaluations += LinearSolve.Evaluate(_problem, Trial, Value);
            if (Trial.Value < Value || halvings == MostHalvings) return length;
        }
    }

    /// <summary>
    /// The change of the damping for a ratio of actual and predicted decrease (Nielsen, IMM-REP-1999-05): smooth, as to relax fast after
    /// every good step makes every other one fail.
    /// </summary>
    private static double Change(double ratio) => Math.Clamp(1 - Math.Pow(2 * ratio - 1, 3), 1 / Relaxation, Tightening);

    /// <inheritdoc/>
    protected override void Carry(EvaluatedPoint from, EvaluatedPoint to)
    {
        // The curvature is estimated afresh in every step.
    }

    /// <inheritdoc/>
    protected override MinimizerState State(bool isCopy) => new()
    {
        Point = [.. Current.Point],
        Value = Value,
        Gradient = [.. Current.Gradient],
        IsInitial = Steps == 0,
        LastStep = 1,
        Damping = _damping,
        Steps = Steps,
        Evaluations = Evaluations,
    };

    /// <summary>D: the mean curvature of nonlinear parameters of one kind, zero for linear ones.</summary>
    private double[] Shifts(NormalEquations estimate)
    {
        var shifts = new double[estimate.Dimension];
        foreach (var group in _problem.NonlinearGroups)
        {
            var mean = group.Sum(i => estimate[i, i]) / group.Length;
            foreach (var i in group) shifts[i] = mean;
        }
        return shifts;
    }

    private bool Fail(StoppingReason reason)
    {
        Reason = reason;
        return false;
    }
}
