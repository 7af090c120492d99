namespace FastMtp.Potentials;

/// <summary>
/// The universal screened repulsion of nuclei by Ziegler, Biersack and Littmark (The Stopping and Range of Ions in Matter, 1985),
/// added to a potential where atoms come so near that no data tell what happens. From <paramref name="Inner"/> on a polynomial is added
/// that brings energy, force and its slope to zero at <paramref name="Outer"/>, as in LAMMPS' <c>pair_style zbl</c>.
/// </summary>
/// <param name="Inner">Where the smooth end begins, Å.</param>
/// <param name="Outer">Where the repulsion ends, Å.</param>
internal sealed record ZblRepulsion(double Inner, double Outer)
{
    /// <summary>Whether the distances make sense in a potential with a cutoff.</summary>
    public bool Fits(double cutoff) => Inner > 0 && Outer > Inner && Outer <= cutoff;
}
