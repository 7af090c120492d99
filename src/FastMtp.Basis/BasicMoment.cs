namespace FastMtp.Basis;

/// <summary>
/// One component of a moment tensor M(mu, nu): sum over neighbours of f_mu(r) · x^A y^B z^C with the unit vector
/// (x, y, z) to the neighbour and nu = A + B + C. A row of <c>alpha_index_basic</c>.
/// </summary>
/// <param name="Mu">Index of the radial function.</param>
/// <param name="A">Exponent of x.</param>
/// <param name="B">Exponent of y.</param>
/// <param name="C">Exponent of z.</param>
internal readonly record struct BasicMoment(int Mu, int A, int B, int C)
{
    /// <summary>The tensor rank.</summary>
    public int Nu => A + B + C;
}
