namespace FastMtp.Potentials;

/// <summary>
/// The universal screened repulsion of nuclei by Ziegler, Biersack and Littmark (The Stopping and Range of Ions in Matter, 1985),
/// added to a potential at distances too short for training data. From <paramref name="Inner"/> on a polynomial is added
/// that brings energy, force and its slope to zero at <paramref name="Outer"/>, as in LAMMPS' <c>pair_style zbl</c>.
/// </summary>
/// <param name="Inner">Distance at which the smooth switching begins, Å.</param>
/// <param name="Outer">Distance at which the repulsion ends, Å.</param>
internal sealed record ZblRepulsion(double Inner, double Outer)
{
    /// <summary>True if the distances form an interval within the cutoff.</summary>
    public bool Fits(double cutoff) => Inner > 0 && Outer > Inner && Outer <= cutoff;
}
