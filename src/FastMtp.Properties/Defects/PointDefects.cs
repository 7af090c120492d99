using FastMtp.Properties.Crystals;
using FastMtp.Properties.Energies;
using FastMtp.Properties.Relaxation;
using FastMtp.Properties.Symmetry;

namespace FastMtp.Properties.Defects;

/// <summary>A missing or an additional atom.</summary>
/// <param name="Name">What is missing or added, and where.</param>
/// <param name="Energy">Formation energy, eV.</param>
/// <param name="Smaller">The same in a smaller cell, eV: how far the cell is from large enough.</param>
/// <param name="Atoms">Atoms of the larger cell without the defect.</param>
internal sealed record PointDefect(string Name, double Energy, double Smaller, int Atoms);

/// <summary>Formation energies of vacancies and interstitials at constant volume of the supercell.</summary>
/// <param name="surface">Energies.</param>
/// <param name="crystal">The relaxed crystal.</param>
/// <param name="chemicalPotentials">Energies of an atom in its reservoir, eV; null if the crystal is the reservoir.</param>
internal sealed class PointDefects(IEnergySurface surface, Crystal crystal, IReadOnlyDictionary<string, double>? chemicalPotentials)
{
    /// <summary>Smallest heights of the two supercells, Å.</summary>
    private const double Height = 16, SmallerHeight = 12;

    private static readonly RelaxationSettings Settings = new() { Cell = CellMode.Fixed, ForceTolerance = 1e-3 };

    /// <summary>A vacancy on each kind of site.</summary>
    public IEnumerable<PointDefect> Vacancies()
    {
        var symmetry = SymmetryFinder.Find(crystal.Primitive, new bool[crystal.Primitive.Count], 0.01);
        int[] kinds = [.. Enumerable.Range(0, crystal.Primitive.Count).Where(atom => symmetry.Operations.All(g => g.Images[atom] >= atom))];
        var names = kinds.Select(atom => crystal.Primitive.Species![crystal.Primitive.Types[atom]]).ToArray();
        foreach (var (atom, i) in kinds.Select((atom, i) => (atom, i)))
        {
            var number = names.Count(name => name == names[i]) > 1 ? $" {names.Take(i + 1).Count(name => name == names[i])}" : "";
            yield return Compare($"{names[i]}{number}", cell => Without(cell, atom), -Potential(names[i]), Largest());
        }
    }

    /// <summary>An atom more.</summary>
    /// <param name="name">Its name in reports.</param>
    /// <param name="element">The element.</param>
    /// <param name="place">Fractional coordinates in the conventional cell; of a dumbbell, the site that it shares.</param>
    /// <param name="direction">Axis of a dumbbell in the conventional cell; null for a simple interstitial.</param>
    public PointDefect Interstitial(string name, string element, Vector3 place, Vector3? direction)
    {
        var conventional = crystal.Conventional.Cell;
        var at = conventional.Cartesian(place);
        return Compare(
            name, cell => direction is { } axis ? Split(cell, element, at, conventional.Cartesian(axis)) : With(cell, element, at),
            Potential(element), Largest());
    }

    private int[][] Largest() => Supercell.Reaching(crystal.Conventional.Cell, Height);

    private PointDefect Compare(string name, Func<Configuration, Configuration> change, double exchanged, int[][] large)
    {
        var small = Supercell.Reaching(crystal.Conventional.Cell, SmallerHeight);
        var (energy, atoms) = Energy(large);
        return new PointDefect(name, energy, Energy(small).Energy, atoms);

        (double Energy, int Atoms) Energy(int[][] multiples)
        {
            var perfect = Supercell.Of(crystal.Conventional, multiples);
            var before = surface.Evaluate(perfect).Energy;
            var end = new Relaxer(surface, Settings).Relax(change(perfect));
            if (!end.IsConverged)
                throw new InputException($"{crystal.Title}: the cell with the defect {name} does not relax ({end.Sentence}).");
            return (end.Energy - before - exchanged, perfect.Count);
        }
    }

    private double Potential(string element)
    {
        if (chemicalPotentials?.TryGetValue(element, out var given) == true) return given;
        return crystal.IsElemental
            ? surface.Evaluate(crystal.Primitive).Energy / crystal.Primitive.Count
            : throw new InputException(
                $"{crystal.Title}: defects of a compound need the energy of {element} in its reservoir; "
                + "give it in [chemical_potentials], eV per atom.");
    }

    private static Configuration Without(Configuration cell, int atom) => cell with
    {
        Types = [.. cell.Types.Where((_, i) => i != atom)],
        Positions = [.. cell.Positions.Where((_, i) => i / 3 != atom)],
    };

    private static Configuration With(Configuration cell, string element, Vector3 place) => cell with
    {
        Types = [.. cell.Types, cell.Species!.IndexOf(element)],
        Positions = [.. cell.Positions, place.X, place.Y, place.Z],
    };

    private static Configuration Split(Configuration cell, string element, Vector3 place, Vector3 axis)
    {
        var site = Enumerable.Range(0, cell.Count).MinBy(atom => (cell.Position(atom) - place).Length);
        var (nearest, half) = (Neighbors.NeighborSearch.ShortestDistance(cell), 1 / axis.Length * axis);
        // Two atoms that share a site stand about three quarters of the usual distance apart.
        var (one, other) = (cell.Position(site) + 0.38 * nearest * half, cell.Position(site) - 0.38 * nearest * half);
        var positions = (double[])cell.Positions.Clone();
        (positions[3 * site], positions[3 * site + 1], positions[3 * site + 2]) = (one.X, one.Y, one.Z);
        return With(cell with { Positions = positions }, element, other);
    }
}
