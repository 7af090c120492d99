using FastMtp.Neighbors;
using FastMtp.Properties.Geometry;

namespace FastMtp.Properties.Symmetry;

/// <summary>Finds the operations that map a crystal onto itself, and moves the atoms so that they hold exactly.</summary>
internal static class SymmetryFinder
{
    private const double ShortestLatticeVector = 1e-3;

    /// <summary>Finds the symmetry of a crystal.</summary>
    /// <param name="crystal">A structure that repeats in three directions.</param>
    /// <param name="isFixed">[N] atoms that are unlike the others of their species.</param>
    /// <param name="tolerance">Distance within which atoms and lattice vectors count as the same, Å.</param>
    /// <param name="accept">Which rotations may take part; null for all.</param>
    /// <exception cref="InputException">The structure does not repeat in three directions.</exception>
    public static SymmetryGroup Find(Configuration crystal, bool[] isFixed, double tolerance, Func<Matrix3, bool>? accept = null)
    {
        Span<Vector3> vectors = [crystal.Cell.A, crystal.Cell.B, crystal.Cell.C];
        if (!crystal.Cell.IsBulk || !LatticeReduction.TryReduce(vectors, ShortestLatticeVector))
        {
            throw new InputException(
                $"{crystal.Origin}: only the symmetry of cells that repeat in three directions can be kept; relax it without symmetry.");
        }
        var lattice = new Matrix3(vectors[0], vectors[1], vectors[2]);
        int[] kinds = [.. crystal.Types.Select((type, atom) => 2 * type + (isFixed[atom] ? 1 : 0))];
        // Near the tolerance some operations hold whose products do not; a smaller one separates them.
        for (var within = tolerance; ; within /= 2)
        {
            var crystalOperations = new CrystalOperations(crystal, lattice, kinds, within, accept);
            if (crystalOperations.Symmetrized(out var group) || within < 1e-6) return group;
        }
    }
}
