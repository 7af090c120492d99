using FastMtp.Potentials;
using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Manifolds;
using FastMtp.Training.Moments;
using FastMtp.Training.Parameterizations;
using FastMtp.Training.Problem;

namespace FastMtp.Training.Fitting;

/// <summary>
/// What a fit varies. A point is [radial parameters | free linear coefficients | parameters of the moment coefficients, if they have a
/// form]; it is expanded to [c | species | moments], where frozen coefficients keep their initial values, and gradients are pulled back.
/// </summary>
internal sealed class ModelCoordinates
{
    private readonly ParameterLayout _layout;
    private readonly double[] _factors;
    private readonly int[] _linear;
    private readonly int _tail;
    private readonly double[] _whole;

    /// <summary>Combines the forms of c and of the moment coefficients.</summary>
    /// <param name="layout">Where the coefficients are.</param>
    /// <param name="form">Form of c.</param>
    /// <param name="frozen">Coefficients that keep their values.</param>
    /// <param name="factors">Initial parameters of c; they fix it if it is frozen.</param>
    /// <param name="whole">[c | species | moments]; what has parameters is replaced by their values.</param>
    /// <param name="moments">Form of the moment coefficients and its initial parameters; null if each is a parameter.</param>
    public ModelCoordinates(ParameterLayout layout, RadialForm form, ParameterGroups frozen, double[] factors, ReadOnlySpan<double> whole,
        MomentPoint? moments)
    {
        Radial = form.Parameterization(layout.RadialShape);
        _layout = layout;
        _factors = factors;
        IsRadialFree = !frozen.HasFlag(ParameterGroups.Radial);
        Moments = frozen.HasFlag(ParameterGroups.Moments) ? null : moments;
        Free = layout.Indices(ParameterGroups.Linear & ~frozen & ~(Moments is null ? 0 : ParameterGroups.Moments));
        _tail = Free.Length + (Moments?.Form.Dimension ?? 0);
        _linear = [.. Enumerable.Range(0, Free.Length), .. Moments is null ? [] : Enumerable.Range(Free.Length, _tail - Free.Length)
            .ToArray()[Moments.Form.LinearPart]];
        _whole = whole.ToArray();
        if (!IsRadialFree) Radial.Expand(factors, _whole.AsSpan(_layout.Radial));
        Moments?.Form.Expand(Moments.Parameters, _whole.AsSpan(_layout.Moments));
        var linear = new EuclideanSpace(_tail);
        Manifold = IsRadialFree ? new ProductManifold(Radial as IManifold ?? new EuclideanSpace(Radial.Dimension), linear) : linear;
    }

    /// <summary>c as a function of its parameters.</summary>
    public IParameterization Radial { get; }

    /// <summary>False if c is frozen.</summary>
    public bool IsRadialFree { get; }

    /// <summary>The form of the moment coefficients; null if each is a parameter, or they are frozen.</summary>
    public MomentPoint? Moments { get; }

    /// <summary>Which of [c | species | moments] are parameters themselves.</summary>
    public int[] Free { get; }

    /// <summary>The manifold of the points.</summary>
    public IManifold Manifold { get; }

    /// <summary>[c | species | moments] at the point last moved to.</summary>
    public double[] Current => _whole;

    /// <summary>The point of the initial parameters with the free coefficients of <see cref="Current"/>.</summary>
    public double[] Start() => [.. IsRadialFree ? _factors : [], .. FreeOf(_whole), .. Moments?.Parameters ?? []];

    /// <summary>[c | species | moments] at a point, in memory that the next call uses again.</summary>
    public double[] MoveTo(ReadOnlySpan<double> point)
    {
        ExpandTo(point, _whole);
        return _whole;
    }

    /// <summary>[c | species | moments] at a point.</summary>
    public double[] Expand(ReadOnlySpan<double> point)
    {
        var whole = (double[])_whole.Clone();
        ExpandTo(point, whole);
        return whole;
    }

    /// <summary>The radial parameters of a point; those that fix c if it is frozen.</summary>
    public double[] Factors(ReadOnlySpan<double> point) => IsRadialFree ? RadialOf(point).ToArray() : _factors;

    /// <summary>The radial parameters of a point or tangent vector; none if c is frozen.</summary>
    public ReadOnlySpan<double> RadialOf(ReadOnlySpan<double> vector) => vector[..^_tail];

    /// <summary>The parameters of the moment coefficients of a point or tangent vector.</summary>
    public ReadOnlySpan<double> MomentsOf(ReadOnlySpan<double> vector) => vector[MomentPart];

    /// <summary>The free coefficients among [c | species | moments].</summary>
    public double[] FreeOf(double[] whole) => [.. Free.Select(i => whole[i])];

    /// <summary>True if there are parameters that the energy is linear in.</summary>
    public bool HasLinear => _linear.Length > 0;

    /// <summary>The entries of a point or gradient that belong to them.</summary>
    public double[] Linear(ReadOnlySpan<double> vector)
    {
        var part = new double[_linear.Length];
        for (var i = 0; i < part.Length; i++) part[i] = vector[^(_tail - _linear[i])];
        return part;
    }

    /// <summary>The point with other values of those entries.</summary>
    public double[] WithLinear(ReadOnlySpan<double> point, double[] values)
    {
        var moved = point.ToArray();
        for (var i = 0; i < values.Length; i++) moved[^(_tail - _linear[i])] = values[i];
        return moved;
    }

    /// <summary>The other entries of a tangent vector, radial and of moment coefficients.</summary>
    public IReadOnlyList<int[]> NonlinearGroups
    {
        get
        {
            var first = Manifold.Dimension - _tail;
            int[] moments = [.. Enumerable.Range(Free.Length, _tail - Free.Length).Except(_linear).Select(i => first + i)];
            return [.. new[] { Enumerable.Range(0, first).ToArray(), moments }.Where(group => group.Length > 0)];
        }
    }

    /// <summary>
    /// The change of [c | species | moments] along a tangent vector: exact for free coefficients, and up to third derivatives for a form.
    /// </summary>
    public double[] Push(ReadOnlySpan<double> point, ReadOnlySpan<double> direction)
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
        for (var i = 0; i < Free.Length; i++) change[Free[i]] = direction[^_tail..][i];
        return change;
    }

    /// <summary>Derivatives with respect to the parameters at a point, from those with respect to [c | species | moments].</summary>
    public void Pull(ReadOnlySpan<double> point, ReadOnlySpan<double> whole, Span<double> gradient)
    {
        if (IsRadialFree) Radial.Pullback(RadialOf(point), whole[_layout.Radial], gradient[..^_tail]);
        var linear = gradient[^_tail..];
        for (var i = 0; i < Free.Length; i++) linear[i] = whole[Free[i]];
        Moments?.Form.Pullback(MomentsOf(point), whole[_layout.Moments], gradient[MomentPart]);
    }

    private Range MomentPart => ^(_tail - Free.Length)..;

    /// <summary>Length of the parameters of forms.</summary>
    private double FormNorm(ReadOnlySpan<double> point) =>
        double.Hypot(Vectors.Norm(RadialOf(point)), Moments is null ? 0 : Vectors.Norm(MomentsOf(point)));

    private void ExpandTo(ReadOnlySpan<double> point, double[] whole)
    {
        if (IsRadialFree) Radial.Expand(RadialOf(point), whole.AsSpan(_layout.Radial));
        var linear = point[^_tail..];
        for (var i = 0; i < Free.Length; i++) whole[Free[i]] = linear[i];
        Moments?.Form.Expand(MomentsOf(point), whole.AsSpan(_layout.Moments));
    }
}
