using FastMtp.Training.Problem;
using FastMtp.Potentials;
using FastMtp.Training.Forms;
using FastMtp.Training.Moments;
using FastMtp.Training.Parameterizations;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Checkpoints;

/// <summary>Checks that the redundant representations of the coefficients in a checkpoint agree.</summary>
internal static class CheckpointShape
{
    /// <summary>Tolerance for numbers computed on another processor.</summary>
    private const double Rounding = 1e-8;

    /// <summary>Checks coefficients, factors and the point of the optimiser against one another.</summary>
    /// <exception cref="InputException">The representations differ.</exception>
    public static void Require(Checkpoint checkpoint, ParameterLayout layout, TrainingSettings settings, IMomentParameterization? moments)
    {
        var (state, isRadialFree) = (checkpoint.Optimizer, !settings.Frozen.HasFlag(ParameterGroups.Radial));
        if (settings.Frozen.HasFlag(ParameterGroups.Moments)) moments = null;
        var free = layout.Indices(ParameterGroups.Linear & ~settings.Frozen & ~(moments is null ? 0 : ParameterGroups.Moments));
        var radial = Radial(checkpoint.Factors, checkpoint.Parameters, layout, settings.Model);
        if (checkpoint.Best is { } best) _ = Radial(best.Factors, best.Parameters, layout, settings.Model);

        var first = isRadialFree ? radial.PointLength : 0;
        var last = free.Length + (moments?.Dimension ?? 0);
        Require(state.Point.Length == first + last && state.Gradient.Length == (isRadialFree ? radial.Dimension : 0) + last);
        var values = checkpoint.Factors is { } factors ? factors.Values : checkpoint.Parameters;
        RequireEqual(state.Point.AsSpan(0, first), values.AsSpan(0, first));
        for (var i = 0; i < free.Length; i++) Require(state.Point[first + i] == checkpoint.Parameters[free[i]]);
        if (moments is null) return;
        Require(checkpoint.Best?.Point is not { } point || point.Length >= moments.Dimension);
        var coefficients = new double[layout.MomentCount];
        moments.Expand(state.Point.AsSpan(first + free.Length), coefficients);
        RequireEqual(coefficients, checkpoint.Parameters.AsSpan(layout.MomentOffset));
    }

    /// <summary>The parameterisation of the radial coefficients, after checking that it maps the factors to them.</summary>
    private static IParameterization Radial(RadialFactors? factors, double[] parameters, ParameterLayout layout, RadialForm form)
    {
        if (factors is null) return form.Parameterization(layout.RadialShape);
        Require(form.CanStandAt(factors.Ranks));
        var radial = form.At(factors.Ranks).Parameterization(layout.RadialShape);
        Require(factors.Values.Length == radial.PointLength);
        var tensor = new double[radial.TensorLength];
        radial.Expand(factors.Values, tensor);
        RequireEqual(tensor, parameters.AsSpan(0, tensor.Length));
        return radial;
    }

    private static void RequireEqual(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var size = 0.0;
        foreach (var value in first) size = Math.Max(size, Math.Abs(value));
        for (var i = 0; i < first.Length; i++) Require(Math.Abs(first[i] - second[i]) <= Rounding * size);
    }

    private static void Require(bool isRight)
    {
        if (!isRight)
            throw new InputException("The coefficients, factors and optimiser of the checkpoint do not fit together; "
                + "the file is damaged, use another one.");
    }
}
