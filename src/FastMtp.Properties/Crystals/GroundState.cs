using FastMtp.Atoms;
using FastMtp.Neighbors;
using FastMtp.Properties.Energies;
using FastMtp.Properties.Relaxation;

namespace FastMtp.Properties.Crystals;

/// <summary>Finds the minimum of a crystal structure.</summary>
/// <param name="surface">Energies.</param>
/// <param name="nearest">Distances below this one are not searched, Å: the potential was not fitted there.</param>
internal sealed class GroundState(IEnergySurface surface, double nearest)
{
    /// <summary>Nearest neighbours beyond this distance are no crystal, Å.</summary>
    private const double Farthest = 4.5;
    private const double Step = 1.01;

    /// <summary>The radius of an atom that is no element, Å.</summary>
    private const double UsualRadius = 1.4;

    /// <summary>Tight enough for elastic constants and phonons.</summary>
    public static readonly RelaxationSettings Settings = new() { ForceTolerance = 1e-5, StressTolerance = 1e-4, SymmetryTolerance = 1e-3 };

    /// <summary>Relaxes atoms and cell, with the symmetry kept.</summary>
    /// <exception cref="InputException">The relaxation failed.</exception>
    public Configuration Relaxed(Configuration start)
    {
        var end = new Relaxer(surface, Settings).Relax(start);
        // What is left of rounding may be above these tolerances in large cells.
        var isGood = end.IsConverged || (end.Ending == Ending.Stalled && end.Left is { Force: < 1e-3, Stress: < 1e-2 });
        return isGood ? end.Configuration : throw new InputException($"{start.Origin}: the crystal does not relax ({end.Sentence}).");
    }

    /// <summary>Minima of the energy over the lattice constant (Å), from small to large, with their energies (eV per atom).</summary>
    /// <param name="prototype">The structure, with its ideal ratio of axes.</param>
    /// <param name="elements">Its elements.</param>
    public IReadOnlyList<(double A, double Energy)> Minima(Prototype prototype, IReadOnlyList<string> elements)
    {
        var unit = NearestOf(prototype.Cell(elements, 1));
        var minima = new List<(double A, double Energy)>();
        (double A, double Energy) last = (0, double.NaN), previous = last;
        for (var distance = Math.Max(nearest, 1); distance < Farthest; distance *= Step)
        {
            var cell = prototype.Cell(elements, distance / unit);
            var at = (A: distance / unit, Energy: surface.Evaluate(cell).Energy / cell.Count);
            // The ends of the range are no minima.
            if (last.Energy < previous.Energy && last.Energy < at.Energy) minima.Add(last);
            (last, previous) = (at, last);
        }
        return minima;
    }

    /// <summary>
    /// The lattice constant to begin with: that of the minimum whose nearest neighbours are about as far apart as the radii of the
    /// elements say. Where a potential fails, deeper ones lie at shorter or longer distances.
    /// </summary>
    /// <param name="prototype">The structure.</param>
    /// <param name="elements">Its elements.</param>
    /// <param name="minima">See <see cref="Minima"/>.</param>
    /// <exception cref="InputException">The energy has no minimum.</exception>
    public double LatticeConstant(Prototype prototype, IReadOnlyList<string> elements, IReadOnlyList<(double A, double Energy)> minima)
    {
        if (minima.Count == 0)
        {
            throw new InputException(
                $"{prototype.Name} {string.Join('-', elements)}: the energy has no minimum "
                + $"for distances of {Math.Max(nearest, 1):0.##} to {Farthest} Å; the potential does not hold this crystal.");
        }
        var cell = prototype.Cell(elements, 1);
        var expected = Bond(cell) / NearestOf(cell);
        return minima.MinBy(minimum => Math.Abs(Math.Log(minimum.A / expected))).A;
    }

    /// <summary>Sum of the radii of the first atom and its nearest neighbour, Å.</summary>
    private static double Bond(Configuration cell)
    {
        var (search, buffer) = (new NeighborSearch(cell, 1.01 * NearestOf(cell)), new NeighborBuffer());
        search.Collect(0, buffer);
        return Radius(0) + Radius(buffer.Count > 0 ? buffer.Index[0] : 0);

        double Radius(int atom) => Elements.Radius(cell.Species![cell.Types[atom]]) ?? UsualRadius;
    }

    private static double NearestOf(Configuration cell) => NeighborSearch.ShortestDistance(cell);
}
