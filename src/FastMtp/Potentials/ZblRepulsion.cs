using FastMtp.Atoms;
using FastMtp.Data;

namespace FastMtp.Potentials;

/// <summary>
/// The universal screened repulsion of nuclei by Ziegler, Biersack and Littmark (The Stopping and Range of Ions in Matter, 1985),
/// added to a potential at distances too short for training data. From <paramref name="Inner"/> on a polynomial is added
/// that brings energy, force and its slope to zero at <paramref name="Outer"/>, as in LAMMPS' <c>pair_style zbl</c>.
/// </summary>
/// <param name="Inner">Distances at which the smooth switching begins, Å.</param>
/// <param name="Outer">Distances at which the repulsion ends, Å.</param>
internal sealed record ZblRepulsion(PairDistances Inner, PairDistances Outer)
{
    // Shares of the shortest distance in the data. Somewhat below it a potential is still right, and a repulsion spoils it; if the
    // repulsion sets in further inside or less steeply, atoms of a hot melt get through to where the potential falls.
    private const double InnerShare = 0.90;
    private const double OuterShare = 0.95;

    /// <summary>The same distances for all pairs of species.</summary>
    public ZblRepulsion(double inner, double outer)
        : this(new PairDistances(inner), new PairDistances(outer))
    {
    }

    /// <summary>True if all pairs of species have the same distances.</summary>
    public bool IsUniform => Inner.IsUniform && Outer.IsUniform;

    /// <summary>True if the distances of every pair form an interval within the cutoff.</summary>
    public bool Fits(double cutoff) => Inner.Values.Length == Outer.Values.Length
        && Inner.Values.Zip(Outer.Values).All(pair => pair.First > 0 && pair.Second > pair.First && pair.Second <= cutoff);

    /// <summary>
    /// The repulsion that ends, for each pair of elements, slightly below its shortest distance in the data, so that it does not affect them.
    /// A pair that never occurs gets a distance from the sum of the radii, scaled like the pair that comes nearest in relation to it.
    /// </summary>
    /// <param name="shortest">Shortest distances of the data, Å; zero for a pair that never occurs, but not for all.</param>
    /// <param name="species">The elements.</param>
    /// <param name="cutoff">Cutoff of the potential, Å.</param>
    public static ZblRepulsion Below(PairDistances shortest, SpeciesList species, double cutoff)
    {
        var scale = PairDistances.Pairs(species.Count).Where(pair => shortest[pair.First, pair.Second] > 0)
            .Min(pair => shortest[pair.First, pair.Second] / Radii(pair.First, pair.Second));
        return new(Share(InnerShare), Share(OuterShare));

        PairDistances Share(double share) => PairDistances.Of(species.Count,
            (a, b) => share * (shortest[a, b] > 0 ? shortest[a, b] : Math.Min(cutoff, scale * Radii(a, b))));

        double Radii(int first, int second) => Radius(species[first]) + Radius(species[second]);

        static double Radius(string element) => Elements.Radius(element) ?? 1.5;
    }
}
