using FastMtp.Potentials;
using FastMtp.Radial;

namespace FastMtp.Selection.Learning;

/// <summary>
/// The same potential with radial functions that begin at another distance. They are polynomials of the same degree times the same factor,
/// so nothing but the coefficients changes; fits are better conditioned if the polynomials are small at all distances in the data.
/// </summary>
internal static class LowerEnd
{
    /// <summary>The potential in the other basis, its radial coefficients dense.</summary>
    /// <param name="potential">The potential.</param>
    /// <param name="minDistance">The distance, Å.</param>
    public static PotentialModel Move(PotentialModel potential, double minDistance)
    {
        var radial = potential.Radial with { MinDistance = minDistance };
        var matrix = Matrix(potential.Radial, radial);
        var (shape, old) = (potential.RadialTensor.Shape, potential.RadialCoefficients);
        var moved = new double[old.Length];
        for (var first = 0; first < old.Length; first += radial.Size)
            for (var b = 0; b < radial.Size; b++)
                for (var c = 0; c < radial.Size; c++) moved[first + c] += old[first + b] * matrix[b, c];
        return potential with { Radial = radial, RadialTensor = new DenseRadialTensor(shape, moved) };
    }

    /// <summary>[old][new]: every old polynomial as a sum of new ones, by interpolation at the zeros of the next Chebyshev polynomial.</summary>
    private static double[,] Matrix(RadialBasis old, RadialBasis target)
    {
        var n = target.Size;
        var matrix = new double[n, n];
        for (var k = 0; k < n; k++)
        {
            var angle = Math.PI * (k + 0.5) / n;
            var r = 0.5 * (target.MinDistance + target.Cutoff) + Math.Cos(angle) / target.Slope;
            var xi = (2 * r - (old.MinDistance + old.Cutoff)) / (old.Cutoff - old.MinDistance);
            for (var (b, value, next) = (0, 1.0, xi); b < n; b++, (value, next) = (next, 2 * xi * next - value))
                for (var c = 0; c < n; c++) matrix[b, c] += value * Math.Cos(c * angle) * (c == 0 ? 1 : 2) / n;
        }
        return matrix;
    }
}
