namespace FastMtp.Radial;

/// <summary>
/// RBChebyshev: T_b(xi)·Scaling·(Cutoff − r)², xi = (2r − (MinDistance + Cutoff)) / (Cutoff − MinDistance). The
/// polynomials simply continue below MinDistance.
/// </summary>
/// <param name="MinDistance">Lower end of the Chebyshev interval (<c>min_dist</c>), Å.</param>
/// <param name="Cutoff">R_cut (<c>max_dist</c>), Å; neighbours are strictly nearer.</param>
/// <param name="Size">N_b, number of polynomials.</param>
/// <param name="Scaling">Factor on every basis value (<c>scaling</c>).</param>
internal sealed record RadialBasis(double MinDistance, double Cutoff, int Size, double Scaling = 1)
{
    /// <summary>dξ/dr, Å⁻¹.</summary>
    internal double Slope => 2 / (Cutoff - MinDistance);

    /// <summary>The lower end for data with this shortest distance: slightly less, in whole hundredths of an Å.</summary>
    public static double MinDistanceBelow(double shortest) => Math.Floor(98 * shortest) / 100;
}
