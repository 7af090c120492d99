using FastMtp.Atoms;
using FastMtp.Properties.Crystals;
using FastMtp.Properties.Energies;
using FastMtp.Properties.Geometry;
using FastMtp.Properties.Relaxation;
using MathNet.Numerics.LinearRegression;

namespace FastMtp.Properties.Mechanics;

/// <summary>Energy over volume of a crystal that is stretched evenly, and the equation of Birch and Murnaghan through it.</summary>
/// <param name="Points">Volume (Å³/atom) and energy (eV/atom).</param>
/// <param name="Volume">Volume of the minimum, Å³/atom.</param>
/// <param name="Energy">Energy of the minimum, eV/atom.</param>
/// <param name="BulkModulus">GPa.</param>
/// <param name="Derivative">Its derivative with respect to pressure.</param>
internal sealed record EquationOfState(
    IReadOnlyList<(double Volume, double Energy)> Points, double Volume, double Energy, double BulkModulus, double Derivative)
{
    private const int PointCount = 13;

    /// <summary>Largest change of the volume.</summary>
    private const double Range = 0.03;

    /// <summary>The powers of V^(−2/3) up to this one: the equation of fourth order in the finite strain.</summary>
    private const int Order = 4;

    /// <summary>Computes and fits the curve around a relaxed crystal; atoms relax at every volume.</summary>
    /// <exception cref="InputException">The curve has no minimum.</exception>
    public static EquationOfState Of(IEnergySurface surface, Configuration relaxed)
    {
        var relaxer = new Relaxer(surface, GroundState.Settings with { Cell = CellMode.Fixed });
        var points = Enumerable.Range(0, PointCount).Select(i =>
        {
            var ratio = 1 + Range * (2.0 * i / (PointCount - 1) - 1);
            var scale = Math.Cbrt(ratio);
            var end = relaxer.Relax(relaxed.Deformed(scale * Matrix3.Identity));
            return (Volume: relaxed.Cell.Volume * ratio / relaxed.Count, Energy: end.Energy / relaxed.Count);
        }).ToArray();
        return Through(points, relaxed.Origin);
    }

    /// <summary>Fits the equation to points.</summary>
    /// <param name="points">Volume (Å³/atom) and energy (eV/atom).</param>
    /// <param name="name">What they belong to, for the message.</param>
    public static EquationOfState Through(IReadOnlyList<(double Volume, double Energy)> points, string name)
    {
        // In units of the middle, so that powers are of order one and energies differ by little.
        var (middle, offset) = (points[points.Count / 2].Volume, points[points.Count / 2].Energy);
        var coefficients = MultipleRegression.QR(
            points.Select(p => Enumerable.Range(0, Order + 1).Select(k => Math.Pow(p.Volume / middle, -2.0 * k / 3)).ToArray()).ToArray(),
            points.Select(p => p.Energy - offset).ToArray(), intercept: false);
        var v = Minimum();
        var (first, second, third) = (Slope(v, 1), Slope(v, 2), Slope(v, 3));
        if (!(second > 0) || Math.Abs(first) > 1e-6 * second)
            throw new InputException(
                $"{name}: energy over volume has no minimum, so there is no equation of state; relax the crystal first.");
        var modulus = v * second / middle * Units.GigapascalsPerEvPerCubicAngstrom;
        return new EquationOfState(points, v * middle, offset + Slope(v, 0), modulus, -1 - v * third / second);

        double Minimum()
        {
            var ratio = 1.0;
            for (var i = 0; i < 50 && ratio is > 0.5 and < 2; i++) ratio -= Slope(ratio, 1) / Math.Abs(Slope(ratio, 2));
            return ratio;
        }

        double Slope(double ratio, int derivative)
        {
            var sum = 0.0;
            for (var k = 0; k <= Order; k++)
            {
                var (power, factor) = (-2.0 * k / 3, coefficients[k]);
                for (var d = 0; d < derivative; d++) factor *= power--;
                sum += factor * Math.Pow(ratio, power);
            }
            return sum;
        }
    }
}
