using FastMtp.Potentials;
using FastMtp.Training.LeastSquares;
using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Fitting;

/// <summary>
/// Estimates the scale of every coefficient from the normal equations of the linear ones. Starting from it, BFGS needs several
/// times fewer steps than from the identity, as the sizes of moment coefficients differ by orders of magnitude.
/// </summary>
internal static class InverseCurvature
{
    /// <summary>A column this much shorter than the longest belongs to a function that vanishes.</summary>
    private const double VanishingColumn = 1e-26;

    /// <summary>[c | species | moments] positive estimates of 1/∂²L/∂x²; null if the moments contribute nothing yet.</summary>
    public static double[]? Estimate(ParameterLayout layout, NormalEquations equations, ReadOnlySpan<double> point)
    {
        var radial = point[layout.Radial];
        var share = MomentShare(layout, equations, point);
        var size = 0.0;
        foreach (var c in radial) size += c * c;
        if (!double.IsFinite(share) || !(share > 0) || !(size > 0)) return null;

        // Changing the radial coefficients by their own size changes the whole contribution of the moments.
        var inverse = new double[layout.Count];
        inverse.AsSpan(layout.Radial).Fill(size / (2 * share));
        var largest = Enumerable.Range(0, layout.LinearCount).Max(i => equations[i, i]);
        for (var i = 0; i < layout.LinearCount; i++)
            inverse[layout.SpeciesOffset + i] = 0.5 / Math.Max(equations[i, i], VanishingColumn * largest);
        return inverse;
    }

    /// <summary>Positive estimates of 1/∂²L/∂x² for parameters of the moment coefficients with the given derivatives.</summary>
    public static double[] Of(ParameterLayout layout, NormalEquations equations, Matrix jacobian)
    {
        var all = layout.SpeciesCount..layout.LinearCount;
        var image = equations.Symmetric().Block(all, all) * jacobian;
        var curvatures = new double[jacobian.Columns];
        for (var i = 0; i < jacobian.Rows; i++)
            for (var k = 0; k < curvatures.Length; k++) curvatures[k] += 2 * jacobian[i, k] * image[i, k];
        var least = VanishingColumn * curvatures.Max();
        return [.. curvatures.Select(h => 1 / Math.Max(h, least))];
    }

    /// <summary>The quadratic part of the loss in the moment coefficients, ξᵀAξ.</summary>
    private static double MomentShare(ParameterLayout layout, NormalEquations equations, ReadOnlySpan<double> point)
    {
        var moments = point[layout.Moments];
        var share = 0.0;
        for (var i = 0; i < moments.Length; i++)
            for (var j = 0; j < moments.Length; j++)
                share += moments[i] * moments[j] * equations[layout.SpeciesCount + i, layout.SpeciesCount + j];
        return share;
    }
}
