using FastMtp.Data;
using FastMtp.Neighbors;
using FastMtp.Potentials;

namespace FastMtp.Training.Fits;

/// <summary>
/// Where the repulsion of a fitted potential must set in. Somewhat below the shortest distance in the data a good potential is still right,
/// and a repulsion would spoil it; a poor one may already fall. So the nearest pairs of the data are pushed together further, and the
/// repulsion begins where the force between them no longer grows.
/// </summary>
internal static class RepulsionPlacement
{
    /// <summary>Shares of the shortest distance at which forces are compared.</summary>
    private static readonly double[] Shares = [1, 0.98, 0.96, 0.94, 0.92, 0.90];

    /// <summary>The repulsion ends so far above the share from which on the force no longer grows.</summary>
    private const double Margin = 0.04;

    /// <summary>Cells tried for each pair of species, as the surroundings matter, too.</summary>
    private const int Cells = 3;

    /// <summary>Pairs farther apart than this multiple of the shortest distance have other surroundings.</summary>
    private const double Farthest = 1.1;

    /// <summary>The repulsion below some data.</summary>
    /// <param name="potential">A fitted potential; its own repulsion does not count.</param>
    /// <param name="cells">The data it has been fitted to.</param>
    /// <param name="shortest">The shortest distances that it has been fitted to, Å.</param>
    public static ZblRepulsion Of(PotentialModel potential, IReadOnlyList<Configuration> cells, PairDistances shortest)
    {
        var species = potential.Species!;
        using var evaluator = new Evaluator(potential with { Repulsion = null }, threads: 1);
        var nearest = Nearest(cells, shortest, species.Count);
        var shares = PairDistances.Of(species.Count, (a, b) => nearest.TryGetValue((a, b), out var pairs)
            ? pairs.Max(pair => Share(evaluator, cells[pair.Cell], pair, shortest[a, b]))
            : 1);
        return ZblRepulsion.Below(shortest, species, potential.Radial.Cutoff, shares);
    }

    /// <summary>The share of the shortest distance at which the repulsion must end.</summary>
    private static double Share(Evaluator evaluator, Configuration cell, NearPair pair, double shortest)
    {
        var force = Force(evaluator, cell, pair, Shares[0] * shortest);
        for (var i = 1; i < Shares.Length; i++)
        {
            var next = Force(evaluator, cell, pair, Shares[i] * shortest);
            if (!(next > force)) return Math.Clamp(Shares[i - 1] + Margin, ZblRepulsion.LeastShare, 1);
            force = next;
        }
        return ZblRepulsion.LeastShare;
    }

    /// <summary>The force that pushes two atoms apart at a distance, eV/Å; both move by the same along the line between them.</summary>
    private static double Force(Evaluator evaluator, Configuration cell, NearPair pair, double distance)
    {
        double[] positions = [.. cell.Positions];
        double[] axis = [pair.X / pair.Distance, pair.Y / pair.Distance, pair.Z / pair.Distance];
        var shift = (pair.Distance - distance) / 2;
        for (var k = 0; k < 3; k++)
        {
            positions[3 * pair.First + k] += shift * axis[k];
            positions[3 * pair.Second + k] -= shift * axis[k];
        }
        var forces = evaluator.Evaluate(cell with { Positions = positions }).Forces;
        return Enumerable.Range(0, 3).Sum(k => (forces[3 * pair.Second + k] - forces[3 * pair.First + k]) * axis[k]) / 2;
    }

    /// <summary>For each pair of species the nearest two atoms of the cells where they come nearest.</summary>
    private static Dictionary<(int, int), List<NearPair>> Nearest(
        IReadOnlyList<Configuration> cells, PairDistances shortest, int speciesCount)
    {
        var nearest = new Dictionary<(int, int), List<NearPair>>();
        var (buffer, cutoff) = (new NeighborBuffer(), Farthest * shortest.Longest);
        for (var cell = 0; cell < cells.Count; cell++)
        {
            foreach (var (species, pair) in NearestOf(cells[cell], cell, cutoff, buffer))
            {
                if (pair.Distance > Farthest * shortest[species.Item1, species.Item2]) continue;
                if (!nearest.TryGetValue(species, out var list)) nearest[species] = list = [];
                list.Add(pair);
                if (list.Count > Cells) list.Remove(list.MaxBy(p => p.Distance)!);
            }
        }
        return nearest;
    }

    private static Dictionary<(int, int), NearPair> NearestOf(Configuration cell, int number, double cutoff, NeighborBuffer buffer)
    {
        var nearest = new Dictionary<(int, int), NearPair>();
        var search = new NeighborSearch(cell, cutoff);
        for (var i = 0; i < cell.Count; i++)
        {
            buffer.Clear();
            search.Collect(i, buffer);
            for (var k = 0; k < buffer.Count; k++)
            {
                var j = buffer.Index[k];
                // An image of an atom moves with it.
                if (j <= i) continue;
                var (x, y, z) = (buffer.X[k], buffer.Y[k], buffer.Z[k]);
                var distance = Math.Sqrt(x * x + y * y + z * z);
                var species = (Math.Min(cell.Types[i], cell.Types[j]), Math.Max(cell.Types[i], cell.Types[j]));
                if (!nearest.TryGetValue(species, out var before) || distance < before.Distance)
                    nearest[species] = new(number, i, j, x, y, z, distance);
            }
        }
        return nearest;
    }

    /// <summary>Two atoms of a cell and the vector from the first to the second, Å.</summary>
    private sealed record NearPair(int Cell, int First, int Second, double X, double Y, double Z, double Distance);
}
