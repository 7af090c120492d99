namespace FastMtp.Pace;

/// <summary>
/// The sum over neighbours of a radial function times a spherical harmonic, a variable of <see cref="Monomial"/>s.
/// </summary>
/// <param name="Mu">Index of the radial function.</param>
/// <param name="L">Degree.</param>
/// <param name="M">Order, −L … L.</param>
internal readonly record struct Harmonic(int Mu, int L, int M) : IComparable<Harmonic>
{
    /// <summary>The complex conjugate, but for a sign.</summary>
    public Harmonic Conjugate => this with { M = -M };

    /// <summary>By degree and radial function, then from the highest order to the lowest.</summary>
    public int CompareTo(Harmonic other) => (L, Mu, -M).CompareTo((other.L, other.Mu, -other.M));
}
