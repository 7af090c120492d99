using FastMtp.Training.Manifolds;
using FastMtp.Training.Optimization;
using FastMtp.Training.Parameterizations;
using FastMtp.Training.Problem;

namespace FastMtp.Training.Fitting;

/// <summary>
/// The problem as an optimiser sees it. A point is [radial parameters | free linear coefficients]; it is expanded to
/// [c | species | moments], and the gradient there is pulled back. Frozen coefficients keep the value they had at construction.
/// </summary>
internal sealed class ModelObjective : IObjective
{
    private readonly ITrainingProblem _problem;
    private readonly ParameterGroups _frozen;
    private readonly double[] _factors;
    private readonly bool _isRadialFree;
    private readonly int[] _free;
    private readonly double[] _whole;
    private readonly double[] _gradient;

    /// <summary>Puts a parameterisation before the problem.</summary>
    /// <param name="problem">Loss of [c | species | moments].</param>
    /// <param name="form">The form of c now.</param>
    /// <param name="frozen">Coefficients that keep their value.</param>
    /// <param name="factors">A point of the parameterisation, where to start, or where c stays if it is frozen.</param>
    /// <param name="whole">[c | species | moments]; c is replaced by that of the factors.</param>
    public ModelObjective(ITrainingProblem problem, RadialForm form, ParameterGroups frozen, double[] factors, ReadOnlySpan<double> whole)
    {
        if (whole.Length != problem.Dimension) throw new ArgumentException($"The point has {whole.Length} entries, the objective {problem.Dimension}.", nameof(whole));
        Form = form;
        Radial = form.Parameterization(problem.Layout.RadialShape);
        _problem = problem;
        _frozen = frozen;
        _factors = factors;
        _isRadialFree = !frozen.HasFlag(ParameterGroups.Radial);
        _free = problem.Layout.Indices(ParameterGroups.Linear & ~frozen);
        _whole = whole.ToArray();
        _gradient = new double[whole.Length];
        if (!_isRadialFree) Radial.Expand(factors, Tensor(_whole));
        var linear = new EuclideanSpace(_free.Length);
        Manifold = _isRadialFree ? new ProductManifold(Radial as IManifold ?? new EuclideanSpace(Radial.Dimension), linear) : linear;
    }

    /// <summary>The form of c.</summary>
    public RadialForm Form { get; }

    /// <summary>c as a function of its parameters.</summary>
    public IParameterization Radial { get; }

    /// <summary>Where the points live.</summary>
    public IManifold Manifold { get; }

    /// <inheritdoc/>
    public int Dimension => Manifold.Dimension;

    /// <summary>Where to start.</summary>
    public double[] Start() => [.. _isRadialFree ? _factors : [], .. Linear(_whole)];

    /// <summary>The same problem with another form of c, which must be free.</summary>
    public ModelObjective With(RadialForm form) => new(_problem, form, _frozen, [], _whole);

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        ExpandTo(point, _whole);
        var value = _problem.Evaluate(_whole, _gradient);
        if (_isRadialFree) Radial.Pullback(point[..^_free.Length], Tensor(_gradient), gradient[..^_free.Length]);
        Linear(_gradient).CopyTo(gradient[^_free.Length..]);
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

    /// <summary>The radial parameters of a point.</summary>
    public double[] Factors(ReadOnlySpan<double> point) => _isRadialFree ? point[..^_free.Length].ToArray() : _factors;

    /// <summary>The point with the linear coefficients of [c | species | moments].</summary>
    public double[] WithLinear(ReadOnlySpan<double> point, double[] whole) => [.. point[..^_free.Length], .. Linear(whole)];

    /// <summary>
    /// Inverse curvatures with respect to the parameters, from those with respect to [c | species | moments], which are equal for all c.
    /// The radial parameters all get the same: factors are balanced where a fit starts, and to tell their columns apart gains nothing.
    /// </summary>
    public double[] InverseCurvatures(ReadOnlySpan<double> point, double[] inverse)
    {
        var radial = new double[_isRadialFree ? Radial.Dimension : 0];
        if (_isRadialFree) Array.Fill(radial, inverse[0] / Radial.MeanSquaredSensitivity(point[..^_free.Length]));
        return [.. radial, .. Linear(inverse)];
    }

    private void ExpandTo(ReadOnlySpan<double> point, double[] whole)
    {
        if (_isRadialFree) Radial.Expand(point[..^_free.Length], Tensor(whole));
        var linear = point[^_free.Length..];
        for (var i = 0; i < _free.Length; i++) whole[_free[i]] = linear[i];
    }

    private Span<double> Tensor(double[] whole) => whole.AsSpan(_problem.Layout.Radial);

    private double[] Linear(double[] whole) => [.. _free.Select(i => whole[i])];
}
