using FastMtp.Properties.Crystals;
using FastMtp.Properties.Energies;
using FastMtp.Properties.Geometry;

namespace FastMtp.Properties.Phonons;

/// <summary>
/// Second derivatives of the energy between the atoms of a primitive cell and those of a supercell, by finite displacements.
/// </summary>
internal sealed class ForceConstants
{
    private const double Displacement = 0.005;

    /// <summary>More atoms than this are not put into a supercell.</summary>
    private const int MostAtoms = 8000;

    private readonly Bond[] _bonds;

    private ForceConstants(Configuration primitive, Bond[] bonds, double drift) =>
        (Primitive, _bonds, SumRuleError) = (primitive, bonds, drift);

    /// <summary>The primitive cell.</summary>
    public Configuration Primitive { get; }

    /// <summary>
    /// Largest sum of the force constants of an atom relative to its largest one, before it was removed: the acoustic sum rule, which
    /// holds but for rounding.
    /// </summary>
    public double SumRuleError { get; }

    /// <summary>Computes the force constants.</summary>
    /// <param name="surface">Energies.</param>
    /// <param name="relaxed">The relaxed primitive cell.</param>
    /// <param name="range">Distance beyond which atoms do not feel each other, Å: twice the cutoff of a potential.</param>
    public static ForceConstants Of(IEnergySurface surface, Configuration relaxed, double range)
    {
        // Twice the range, so that no atom feels an image of another one; in large cells, what fits.
        var height = 2 * range;
        var multiples = Supercell.Reaching(relaxed.Cell, height);
        while (Count(multiples) * relaxed.Count > MostAtoms && height > range)
        {
            height *= 0.9;
            multiples = Supercell.Reaching(relaxed.Cell, height);
        }
        var supercell = Supercell.Of(relaxed, multiples);
        var bonds = new List<Bond>();
        var (largest, sumError) = (0.0, 0.0);
        for (var atom = 0; atom < relaxed.Count; atom++)
        {
            var columns = Enumerable.Range(0, 3).Select(axis => Column(surface, supercell, atom, axis)).ToArray();
            var self = default(Matrix3);
            var images = new List<Bond>();
            for (var other = 0; other < supercell.Count; other++)
            {
                var constants = new Matrix3(Entry(columns[0], other), Entry(columns[1], other), Entry(columns[2], other));
                largest = Math.Max(largest, constants.Largest);
                self += constants;
                if (constants.Largest > 0) images.AddRange(Images(supercell, relaxed, atom, other, constants));
            }
            sumError = Math.Max(sumError, self.Largest);
            images.Add(new Bond(atom, atom, default, -1 * self));
            bonds.AddRange(images);
        }
        return new ForceConstants(relaxed, [.. bonds], largest > 0 ? sumError / largest : 0);
    }

    /// <summary>Σ Φ(i, j, R) exp(i q·R) over the bonds, for masses: the dynamical matrix, eV/(Å² g/mol).</summary>
    /// <param name="q">Cartesian wave vector, 1/Å, with 2π.</param>
    /// <param name="masses">[atom of the primitive cell] g/mol.</param>
    public MathNet.Numerics.LinearAlgebra.Matrix<System.Numerics.Complex> Dynamical(Vector3 q, double[] masses)
    {
        var matrix = MathNet.Numerics.LinearAlgebra.Matrix<System.Numerics.Complex>.Build.Dense(3 * Primitive.Count, 3 * Primitive.Count);
        foreach (var (i, j, shift, constants) in _bonds)
        {
            var phase = System.Numerics.Complex.FromPolarCoordinates(1 / Math.Sqrt(masses[i] * masses[j]), Vector3.Dot(q, shift));
            for (var a = 0; a < 3; a++)
                for (var b = 0; b < 3; b++) matrix[3 * i + a, 3 * j + b] += phase * constants[a, b];
        }
        // Rounding alone makes it not Hermitian.
        return 0.5 * (matrix + matrix.ConjugateTranspose());
    }

    private static int Count(int[][] multiples) => multiples[0][0] * multiples[1][1] * multiples[2][2];

    /// <summary>−∂F/∂u of all atoms when one moves along an axis.</summary>
    private static double[] Column(IEnergySurface surface, Configuration supercell, int atom, int axis)
    {
        var (plus, minus) = (Forces(Displacement), Forces(-Displacement));
        return [.. plus.Zip(minus, (p, m) => (m - p) / (2 * Displacement))];

        double[] Forces(double move)
        {
            var positions = (double[])supercell.Positions.Clone();
            positions[3 * atom + axis] += move;
            return surface.Evaluate(supercell.At(positions)).Forces;
        }
    }

    private static Vector3 Entry(double[] column, int atom) => new(column[3 * atom], column[3 * atom + 1], column[3 * atom + 2]);

    /// <summary>The nearest images of a pair, which share its force constants if there are several at one distance.</summary>
    private static IEnumerable<Bond> Images(Configuration supercell, Configuration primitive, int atom, int other, Matrix3 constants)
    {
        var (cell, j) = (supercell.Cell, other % primitive.Count);
        var direct = supercell.Position(other) - supercell.Position(atom);
        // The lattice vector between the primitive cells of the two atoms gives the phase.
        var between = supercell.Position(other) - primitive.Position(j);
        var images = (from x in (int[])[-1, 0, 1] from y in (int[])[-1, 0, 1] from z in (int[])[-1, 0, 1]
                      let shift = cell.Cartesian(new(x, y, z))
                      select (Shift: shift, (direct + shift).Length)).ToArray();
        var shortest = images.Min(image => image.Length);
        var nearest = images.Where(image => image.Length < shortest + 1e-4).ToArray();
        return nearest.Select(image => new Bond(atom, j, between + image.Shift, 1.0 / nearest.Length * constants));
    }

    private readonly record struct Bond(int Atom, int Other, Vector3 Shift, Matrix3 Constants);
}
