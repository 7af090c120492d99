using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Training.Starts;

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
        var moved = RadialChange.Of(potential.RadialCoefficients, potential.Radial, radial);
        return potential with { Radial = radial, RadialTensor = new DenseRadialTensor(potential.RadialTensor.Shape, moved) };
    }
}
