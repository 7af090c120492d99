namespace FastMtp.Basis.Mtp;

/// <summary>A moment tensor M(mu, nu): radial function mu, symmetric of rank nu (paper, eq. (4)).</summary>
/// <param name="Mu">Index of the radial function.</param>
/// <param name="Nu">Tensor rank.</param>
internal readonly record struct MomentTensor(int Mu, int Nu) : IComparable<MomentTensor>
{
    /// <summary>lev M(mu, nu) = 2 + 4·mu + nu.</summary>
    public int Level => 2 + 4 * Mu + Nu;

    /// <inheritdoc/>
    public int CompareTo(MomentTensor other) => Mu != other.Mu ? Mu.CompareTo(other.Mu) : Nu.CompareTo(other.Nu);
}
