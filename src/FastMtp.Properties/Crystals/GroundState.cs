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

    /// <summary>Tight enough for elastic constants and phonons.</summary>
    private static readonly RelaxationSettings Settings = new() { ForceTolerance = 1e-5, StressTolerance = 1e-4, SymmetryTolerance = 1e-3 };

    /// <summary>Relaxes atoms and cell, with the symmetry kept.</summary>
    /// <exception cref="InputException">The relaxation failed.</exception>
    public Configuration Relaxed(Configuration start)
    {
        var end = new Relaxer(surface, Settings).Relax(start);
        // What is left of rounding may be above these tolerances in large cells.
        var isGood = end.IsConverged || (end.Ending == Ending.Stalled && end.Left is { Force: < 1e-3, Stress: < 1e-2 });
        return isGood ? end.Configuration : throw new InputException($"{start.Origin}: the crystal does not relax ({end.Sentence}).");
    }

    /// <summary>The lattice constant of lowest energy where none is given, Å.</summary>
    /// <param name="prototype">The structure.</param>
    /// <param name="elements">Its elements.</param>
    /// <exception cref="InputException">The energy has no minimum.</exception>
    public double LatticeConstant(Prototype prototype, IReadOnlyList<string> elements)
    {
        var unit = NearestOf(prototype.Cell(elements, 1));
        var best = (A: 0.0, Energy: double.PositiveInfinity);
        var before = (Last: double.NaN, Previous: double.NaN, A: 0.0);
        for (var distance = Math.Max(nearest, 1); distance < Farthest; distance *= Step)
        {
            var a = distance / unit;
            var energy = surface.Evaluate(prototype.Cell(elements, a)).Energy;
            // A minimum is where the energy fell before and rises after: the ends of the range are none.
            if (before.Last < before.Previous && before.Last < energy && before.Last < best.Energy) best = (before.A, before.Last);
            before = (energy, before.Last, a);
        }
        return best.A > 0
            ? best.A
            : throw new InputException(
                $"{prototype.Name} {string.Join('-', elements)}: the energy has no minimum for distances of {nearest:0.##} to {Farthest} Å; "
                + "the potential does not hold this crystal.");
    }

    private static double NearestOf(Configuration cell) => Neighbors.NeighborSearch.ShortestDistance(cell);
}
