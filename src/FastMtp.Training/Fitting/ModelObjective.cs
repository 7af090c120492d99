using FastMtp.Training.LeastSquares;
using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Manifolds;
using FastMtp.Training.Moments;
using FastMtp.Training.Optimization;
using FastMtp.Training.Parameterizations;
using FastMtp.Training.Problem;

namespace FastMtp.Training.Fitting;

/// <summary>
/// The problem as an optimiser sees it. A point is [radial parameters | free linear coefficients | parameters of the moment
/// coefficients, if they have a form]; it is expanded to [c | species | moments], and the gradient is pulled back. Frozen coefficients
/// keep their initial values.
/// </summary>
internal sealed class ModelObjective : ILeastSquares
{
    private readonly ITrainingProblem _problem;
    private readonly ParameterGroups _frozen;
    private readonly double[] _factors;
    private readonly bool _isRadialFree;
    private readonly MomentPoint? _moments;
    private readonly int[] _free;
    private readonly int[] _linear;
    private readonly int _tail;
    private readonly double[] _whole;
    private readonly double[] _gradient;

    /// <summary>Combines a problem with a parameterisation.</summary>
    /// <param name="problem">Loss of [c | species | moments].</param>
    /// <param name="form">Current form of c.</param>
    /// <param name="frozen">Coefficients that keep their values.</param>
    /// <param name="factors">Initial point of the parameterisation; fixes c if it is frozen.</param>
    /// <param name="whole">[c | species | moments]; what has parameters is replaced by their values.</param>
    /// <param name="moments">Form of the moment coefficients and its initial parameters; null if each is a parameter.</param>
    public ModelObjective(ITrainingProblem problem, RadialForm form, ParameterGroups frozen, double[] factors, ReadOnlySpan<double> whole,
        MomentPoint? moments = null)
    {
        if (whole.Length != problem.Dimension)
            throw new ArgumentException($"The point has {whole.Length} entries, but the objective has {problem.Dimension}.", nameof(whole));
        Form = form;
        Radial = form.Parameterization(problem.Layout.RadialShape);
        _problem = problem;
        _frozen = frozen;
        _factors = factors;
        _isRadialFree = !frozen.HasFlag(ParameterGroups.Radial);
        _moments = frozen.HasFlag(ParameterGroups.Moments) ? null : moments;
        _free = problem.Layout.Indices(ParameterGroups.Linear & ~frozen & ~(_moments is null ? 0 : ParameterGroups.Moments));
        _tail = _free.Length + (_moments?.Form.Dimension ?? 0);
        _linear = [.. Enumerable.Range(0, _free.Length), .. _moments is null ? [] : Enumerable.Range(_free.Length, _tail - _free.Length)
            .ToArray()[_moments.Form.LinearPart]];
        _whole = whole.ToArray();
        _gradient = new double[whole.Length];
        if (!_isRadialFree) Radial.Expand(factors, Tensor(_whole));
        _moments?.Form.Expand(_moments.Parameters, Moments(_whole));
        var linear = new EuclideanSpace(_tail);
        Manifold = _isRadialFree ? new ProductManifold(Radial as IManifold ?? new EuclideanSpace(Radial.Dimension), linear) : linear;
    }

    /// <summary>The form of c.</summary>
    public RadialForm Form { get; }

    /// <summary>c as a function of its parameters.</summary>
    public IParameterization Radial { get; }

    /// <summary>The manifold of the points.</summary>
    public IManifold Manifold { get; }

    /// <inheritdoc/>
    public int Dimension => Manifold.Dimension;

    /// <summary>Initial point.</summary>
    public double[] Start() => [.. _isRadialFree ? _factors : [], .. Free(_whole), .. _moments?.Parameters ?? []];

    /// <summary>The same problem with another form of c, which must not be frozen.</summary>
    public ModelObjective With(RadialForm form) => new(_problem, form, _frozen, [], _whole, _moments);

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        ExpandTo(point, _whole);
        var value = _problem.Evaluate(_whole, _gradient);
        Pull(point, _gradient, gradient);
        return value;
    }

    /// <summary>[c | species | moments] at a point.</summary>
    public double[] Expand(ReadOnlySpan<double> point)
    {
        var whole = (double[])_whole.Clone();
        ExpandTo(point, whole);
        return whole;
    }

    /// <summary>∂L/∂c at a point.</summary>
    public double[] TensorGradient(ReadOnlySpan<double> point)
    {
        Evaluate(point, new double[Dimension]);
        return Tensor(_gradient).ToArray();
    }

    /// <summary>Derivatives with respect to the parameters at a point, from those with respect to [c | species | moments].</summary>
    public RowProjection ProjectionAt(ReadOnlySpan<double> point)
    {
        var at = point.ToArray();
        return (whole, row) => Pull(at, whole, row);
    }

    /// <summary>The radial parameters of a point.</summary>
    public double[] Factors(ReadOnlySpan<double> point) => _isRadialFree ? point[..^_tail].ToArray() : _factors;

    /// <summary>True if there are parameters that the energy is linear in.</summary>
    public bool HasLinear => _linear.Length > 0;

    /// <inheritdoc/>
    public double[] Linear(ReadOnlySpan<double> vector)
    {
        var part = new double[_linear.Length];
        for (var i = 0; i < part.Length; i++) part[i] = vector[^(_tail - _linear[i])];
        return part;
    }

    /// <inheritdoc/>
    public double[] WithLinear(ReadOnlySpan<double> point, double[] values)
    {
        var moved = point.ToArray();
        for (var i = 0; i < values.Length; i++) moved[^(_tail - _linear[i])] = values[i];
        return moved;
    }

    /// <summary>The loss as a function of those entries, from that of all linear coefficients, at the radial ones of a point.</summary>
    public NormalEquations Reduced(NormalEquations equations, ReadOnlySpan<double> point)
    {
        var layout = _problem.Layout;
        var others = Expand(point)[layout.Linear];
        int[] free = [.. _free.Select(i => i - layout.SpeciesOffset)];
        if (_moments is null) return equations.Reduced(free, others);
        var jacobian = _moments.Form.Jacobian(point[MomentPart]).Block(.., _moments.Form.LinearPart);
        var columns = new Matrix(layout.LinearCount, free.Length + jacobian.Columns);
        others.AsSpan(layout.SpeciesCount).Clear();
        for (var i = 0; i < free.Length; i++) (columns[free[i], i], others[free[i]]) = (1, 0);
        for (var i = 0; i < jacobian.Rows; i++) jacobian.Row(i).CopyTo(columns.Row(layout.SpeciesCount + i)[free.Length..]);
        return equations.Projected(columns, others);
    }

    /// <summary>
    /// Inverse curvatures with respect to the parameters, from those with respect to [c | species | moments], which are equal for all c.
    /// All radial parameters get the same value: factors are balanced at the start of a fit, and separate values per column gain nothing.
    /// </summary>
    public double[] InverseCurvatures(ReadOnlySpan<double> point, double[] inverse, NormalEquations equations)
    {
        var radial = new double[_isRadialFree ? Radial.Dimension : 0];
        if (_isRadialFree) Array.Fill(radial, inverse[0] / Radial.MeanSquaredSensitivity(point[..^_tail]));
        var moments = _moments is null
            ? [] : InverseCurvature.Of(_problem.Layout, equations, _moments.Form.Jacobian(point[MomentPart]));
        return [.. radial, .. Free(inverse), .. moments];
    }

    /// <inheritdoc/>
    public IReadOnlyList<int[]> NonlinearGroups
    {
        get
        {
            var first = Dimension - _tail;
            int[] moments = [.. Enumerable.Range(_free.Length, _tail - _free.Length).Except(_linear).Select(i => first + i)];
            return [.. new[] { Enumerable.Range(0, first).ToArray(), moments }.Where(group => group.Length > 0)];
        }
    }

    /// <inheritdoc/>
    public NormalEquations EstimateCurvature(ReadOnlySpan<double> point, ulong seed) =>
        _problem.EstimateCurvature(Expand(point), seed, Dimension, ProjectionAt(point));

    /// <inheritdoc/>
    public void MultiplyCurvature(ReadOnlySpan<double> point, ReadOnlySpan<double> direction, Span<double> product)
    {
        var image = new double[_whole.Length];
        _problem.MultiplyCurvature(Expand(point), Push(point, direction), image);
        Pull(point, image, product);
    }

    /// <inheritdoc/>
    public NormalEquations? LinearSystem(ReadOnlySpan<double> point) =>
        HasLinear ? Reduced(_problem.LinearSystem(Expand(point)), point) : null;

    /// <summary>
    /// The change of [c | species | moments] along a tangent vector: exact for free coefficients, and up to third derivatives for a form.
    /// </summary>
    private double[] Push(ReadOnlySpan<double> point, ReadOnlySpan<double> direction)
    {
        const double length = 1e-4;
        // Energies of species may exceed the cores of a form by many orders of magnitude, so they must not decide the length.
        var size = FormNorm(direction);
        var step = size > 0 ? length * Math.Max(1e-300, FormNorm(point)) / size : 1;
        var (there, back) = (new double[point.Length], new double[point.Length]);
        Manifold.Retract(point, step, direction, there);
        Manifold.Retract(point, -step, direction, back);
        var (change, before) = (Expand(there), Expand(back));
        for (var i = 0; i < change.Length; i++) change[i] = (change[i] - before[i]) / (2 * step);
        for (var i = 0; i < _free.Length; i++) change[_free[i]] = direction[^_tail..][i];
        return change;
    }

    /// <summary>Length of the parameters of forms.</summary>
    private double FormNorm(ReadOnlySpan<double> point) =>
        double.Hypot(Vectors.Norm(point[..^_tail]), _moments is null ? 0 : Vectors.Norm(point[MomentPart]));

    /// <summary>Derivatives with respect to the parameters, from those with respect to [c | species | moments].</summary>
    private void Pull(ReadOnlySpan<double> point, ReadOnlySpan<double> whole, Span<double> gradient)
    {
        if (_isRadialFree) Radial.Pullback(point[..^_tail], whole[_problem.Layout.Radial], gradient[..^_tail]);
        var linear = gradient[^_tail..];
        for (var i = 0; i < _free.Length; i++) linear[i] = whole[_free[i]];
        _moments?.Form.Pullback(point[MomentPart], whole[_problem.Layout.Moments], gradient[MomentPart]);
    }

    private Range MomentPart => ^(_tail - _free.Length)..;

    private void ExpandTo(ReadOnlySpan<double> point, double[] whole)
    {
        if (_isRadialFree) Radial.Expand(point[..^_tail], Tensor(whole));
        var linear = point[^_tail..];
        for (var i = 0; i < _free.Length; i++) whole[_free[i]] = linear[i];
        _moments?.Form.Expand(point[MomentPart], Moments(whole));
    }

    private Span<double> Tensor(double[] whole) => whole.AsSpan(_problem.Layout.Radial);

    private Span<double> Moments(double[] whole) => whole.AsSpan(_problem.Layout.Moments);

    private double[] Free(double[] whole) => [.. _free.Select(i => whole[i])];
}
