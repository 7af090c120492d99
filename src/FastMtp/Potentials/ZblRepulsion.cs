using FastMtp.Atoms;
using FastMtp.Data;

namespace FastMtp.Potentials;

/// <summary>
/// The universal screened repulsion of nuclei by Ziegler, Biersack and Littmark (The Stopping and Range of Ions in Matter, 1985),
/// added to a potential at distances too short for training data. From <paramref name="Inner"/> on a polynomial is added
/// that brings energy, force and its slope to zero at <paramref name="Outer"/>, as in LAMMPS' <c>pair_style zbl</c>. Below
/// <paramref name="Inner"/>, the radial functions of a pair keep nearly the values that they have there.
/// </summary>
/// <param name="Inner">Distances at which the smooth switching begins, Å.</param>
/// <param name="Outer">Distances at which the repulsion ends, Å.</param>
internal sealed record ZblRepulsion(PairDistances Inner, PairDistances Outer)
{
    /// <summary>The repulsion ends at this share of the shortest distance in the data or above.</summary>
    public const double LeastShare = 0.95;

    /// <summary>
    /// It is at full strength at a distance shorter by this share. Over a longer way, the polynomial is so flat near the data that atoms of
    /// a hot alloy get through to where the potential falls.
    /// </summary>
    private const double Width = 0.05;

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
    /// The repulsion that ends, for each pair of elements, below its shortest distance in the data, so that it does not affect them. A pair
    /// that never occurs gets a distance from the sum of the radii, scaled like the pair that comes nearest in relation to it.
    /// </summary>
    /// <param name="shortest">Shortest distances of the data, Å; zero for a pair that never occurs, but not for all.</param>
    /// <param name="species">The elements.</param>
    /// <param name="cutoff">Cutoff of the potential, Å.</param>
    /// <param name="shares">Where it ends, as shares of these distances; by default <see cref="LeastShare"/>.</param>
    public static ZblRepulsion Below(PairDistances shortest, SpeciesList species, double cutoff, PairDistances? shares = null)
    {
        shares ??= new(LeastShare);
        var scale = PairDistances.Pairs(species.Count).Where(pair => shortest[pair.First, pair.Second] > 0)
            .Min(pair => shortest[pair.First, pair.Second] / Radii(pair.First, pair.Second));
        var below = PairDistances.Of(species.Count,
            (a, b) => shortest[a, b] > 0 ? shortest[a, b] : Math.Min(cutoff, scale * Radii(a, b)));
        return new(PairDistances.Of(species.Count, (a, b) => (shares[a, b] - Width) * below[a, b]),
            PairDistances.Of(species.Count, (a, b) => shares[a, b] * below[a, b]));

        double Radii(int first, int second) => Radius(species[first]) + Radius(species[second]);

        static double Radius(string element) => Elements.Radius(element) ?? 1.5;
    }
}
