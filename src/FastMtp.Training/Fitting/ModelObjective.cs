using FastMtp.Training.Forms;
using FastMtp.Training.LeastSquares;
using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Manifolds;
using FastMtp.Training.Moments;
using FastMtp.Training.Optimization;
using FastMtp.Training.Parameterizations;
using FastMtp.Training.Problem;

namespace FastMtp.Training.Fitting;

/// <summary>The problem as an optimiser sees it: a function of the points of <see cref="ModelCoordinates"/>.</summary>
internal sealed class ModelObjective : ILeastSquares
{
    private readonly ITrainingProblem _problem;
    private readonly ParameterGroups _frozen;
    private readonly ModelCoordinates _coordinates;
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
        (_problem, _frozen) = (problem, frozen);
        _coordinates = new ModelCoordinates(problem.Layout, form, frozen, factors, whole, moments);
        _gradient = new double[whole.Length];
    }

    /// <summary>The form of c.</summary>
    public RadialForm Form { get; }

    /// <summary>c as a function of its parameters.</summary>
    public IParameterization Radial => _coordinates.Radial;

    /// <summary>The manifold of the points.</summary>
    public IManifold Manifold => _coordinates.Manifold;

    /// <inheritdoc/>
    public int Dimension => Manifold.Dimension;

    /// <summary>Initial point.</summary>
    public double[] Start() => _coordinates.Start();

    /// <summary>The same problem with another form of c, which must not be frozen.</summary>
    public ModelObjective With(RadialForm form) => new(_problem, form, _frozen, [], _coordinates.Current, _coordinates.Moments);

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        var value = _problem.Evaluate(_coordinates.MoveTo(point), _gradient);
        _coordinates.Pull(point, _gradient, gradient);
        return value;
    }

    /// <summary>[c | species | moments] at a point.</summary>
    public double[] Expand(ReadOnlySpan<double> point) => _coordinates.Expand(point);

    /// <summary>∂L/∂c at a point.</summary>
    public double[] TensorGradient(ReadOnlySpan<double> point)
    {
        Evaluate(point, new double[Dimension]);
        return _gradient[_problem.Layout.Radial];
    }

    /// <summary>Derivatives with respect to the parameters at a point, from those with respect to [c | species | moments].</summary>
    public RowProjection ProjectionAt(ReadOnlySpan<double> point)
    {
        var at = point.ToArray();
        return (whole, row) => _coordinates.Pull(at, whole, row);
    }

    /// <summary>The radial parameters of a point.</summary>
    public double[] Factors(ReadOnlySpan<double> point) => _coordinates.Factors(point);

    /// <summary>The same with the ranks; null if c is not compressed.</summary>
    public RadialFactors? CompressedRadial(ReadOnlySpan<double> point) =>
        Form.IsCompressed ? new RadialFactors([.. Form.Ranks], Factors(point)) : null;

    /// <summary>True if there are parameters that the energy is linear in.</summary>
    public bool HasLinear => _coordinates.HasLinear;

    /// <inheritdoc/>
    public double[] Linear(ReadOnlySpan<double> vector) => _coordinates.Linear(vector);

    /// <inheritdoc/>
    public double[] WithLinear(ReadOnlySpan<double> point, double[] values) => _coordinates.WithLinear(point, values);

    /// <summary>The loss as a function of those entries, from that of all linear coefficients, at the radial ones of a point.</summary>
    public NormalEquations Reduced(NormalEquations equations, ReadOnlySpan<double> point)
    {
        var layout = _problem.Layout;
        var others = Expand(point)[layout.Linear];
        int[] free = [.. _coordinates.Free.Select(i => i - layout.SpeciesOffset)];
        if (_coordinates.Moments is not { Form: var form }) return equations.Reduced(free, others);
        var jacobian = form.Jacobian(_coordinates.MomentsOf(point)).Block(.., form.LinearPart);
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
        var radial = new double[_coordinates.IsRadialFree ? Radial.Dimension : 0];
        if (_coordinates.IsRadialFree) Array.Fill(radial, inverse[0] / Radial.MeanSquaredSensitivity(_coordinates.RadialOf(point)));
        var moments = _coordinates.Moments is not { Form: var form }
            ? [] : InverseCurvature.Of(_problem.Layout, equations, form.Jacobian(_coordinates.MomentsOf(point)));
        return [.. radial, .. _coordinates.FreeOf(inverse), .. moments];
    }

    /// <inheritdoc/>
    public IReadOnlyList<int[]> NonlinearGroups => _coordinates.NonlinearGroups;

    /// <inheritdoc/>
    public NormalEquations EstimateCurvature(ReadOnlySpan<double> point, ulong seed) =>
        _problem.EstimateCurvature(Expand(point), seed, Dimension, ProjectionAt(point));

    /// <inheritdoc/>
    public void MultiplyCurvature(ReadOnlySpan<double> point, ReadOnlySpan<double> direction, Span<double> product)
    {
        var image = new double[_gradient.Length];
        _problem.MultiplyCurvature(Expand(point), _coordinates.Push(point, direction), image);
        _coordinates.Pull(point, image, product);
    }

    /// <inheritdoc/>
    public NormalEquations? LinearSystem(ReadOnlySpan<double> point) =>
        HasLinear ? Reduced(_problem.LinearSystem(Expand(point)), point) : null;
}
