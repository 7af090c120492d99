using FastMtp.Properties.Energies;

namespace FastMtp.Properties.Dynamics;

/// <summary>The energy of two atoms alone over their distance: what keeps them apart when a simulation goes wrong.</summary>
/// <param name="First">An element.</param>
/// <param name="Second">An element.</param>
/// <param name="Points">Distance (Å) and energy (eV) relative to the atoms far apart, from near to far.</param>
internal sealed record PairCurve(string First, string Second, IReadOnlyList<(double Distance, double Energy)> Points)
{
    private const double Step = 0.02;

    /// <summary>
    /// The distance from which on the pair repels ever more strongly when it comes closer, Å: below it, atoms fall into each other. The
    /// shortest computed distance if there is no such hole.
    /// </summary>
    public double RepelsDownTo
    {
        get
        {
            // From the outermost point with a repulsion that an atom at thousands of kelvins does not climb, inwards.
            var first = Enumerable.Range(0, Points.Count).LastOrDefault(i => Points[i].Energy > 1, -1);
            if (first < 0) return double.PositiveInfinity;
            while (first > 0 && Points[first - 1].Energy > Points[first].Energy) first--;
            return Points[first].Distance;
        }
    }

    /// <summary>True if nothing but repulsion lies between the shortest computed distance and the wall.</summary>
    public bool IsRepulsive => RepelsDownTo <= Points[0].Distance;

    /// <summary>Computes the curves of all pairs of elements.</summary>
    /// <param name="surface">Energies.</param>
    /// <param name="species">The elements.</param>
    /// <param name="nearest">Shortest distance, Å.</param>
    /// <param name="farthest">Longest distance, Å.</param>
    public static IReadOnlyList<PairCurve> Of(IEnergySurface surface, SpeciesList species, double nearest, double farthest)
    {
        var alone = species.Names.ToDictionary(name => name, name => surface.Evaluate(Configuration.Of([name], [0, 0, 0])).Energy);
        return
        [
            .. from i in Enumerable.Range(0, species.Count)
               from j in Enumerable.Range(i, species.Count - i)
               let pair = (string[])[species[i], species[j]]
               select new PairCurve(pair[0], pair[1], [.. Enumerable.Range(0, (int)((farthest - nearest) / Step) + 1).Select(k =>
               {
                   var distance = nearest + k * Step;
                   var energy = surface.Evaluate(Configuration.Of(pair, [0, 0, 0, distance, 0, 0])).Energy;
                   return (distance, energy - alone[pair[0]] - alone[pair[1]]);
               })]),
        ];
    }
}
