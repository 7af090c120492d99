using FastMtp.Properties.Crystals;
using FastMtp.Properties.Energies;
using FastMtp.Properties.Relaxation;

namespace FastMtp.Properties.Defects;

/// <summary>Energies of surfaces and stacking faults, J/m².</summary>
/// <param name="surface">Energies.</param>
/// <param name="crystal">The relaxed crystal.</param>
internal sealed class PlanarDefects(IEnergySurface surface, Crystal crystal)
{
    /// <summary>J/m² of 1 eV/Å².</summary>
    private const double JoulesPerSquareMetre = 16.02176634;

    private const double Thickness = 24;
    private const int Shifts = 12;

    private readonly double _energyPerAtom = surface.Evaluate(crystal.Primitive).Energy / crystal.Primitive.Count;

    /// <summary>Half the energy of cutting the crystal in two, with relaxed atoms. Of unlike faces it is the mean.</summary>
    public double Surface((int H, int K, int L) plane)
    {
        var slab = Slabs.Free(Slabs.Stacked(crystal, plane, Thickness));
        var end = new Relaxer(surface, new RelaxationSettings { Cell = CellMode.Fixed }).Relax(slab);
        if (!end.IsConverged) throw Failed($"surface {plane.H}{plane.K}{plane.L}", end);
        return (end.Energy - slab.Count * _energyPerAtom) / (2 * Area(slab.Cell)) * JoulesPerSquareMetre;
    }

    /// <summary>
    /// The energy of a stack whose repetitions are shifted against each other: at the end of a path, the stacking fault; its largest value
    /// is the barrier. Atoms relax along the normal.
    /// </summary>
    /// <param name="plane">Miller indices.</param>
    /// <param name="shift">The shift at the end of the path, in conventional lattice vectors.</param>
    /// <returns>[shift] fraction of the path and energy.</returns>
    public IReadOnlyList<(double Fraction, double Energy)> StackingFault((int H, int K, int L) plane, Vector3 shift)
    {
        var vector = crystal.Conventional.Cell.Cartesian(shift);
        var normal = Slabs.Normal(crystal, plane);
        if (Math.Abs(Vector3.Dot(vector, normal)) > 1e-6 * vector.Length)
            throw new InputException($"{crystal.Title}: the shift of the stacking fault does not lie in the plane "
                + $"{plane.H}{plane.K}{plane.L}; correct one of them.");
        var stack = Slabs.Stacked(crystal, plane, Thickness);
        var relaxer = new Relaxer(new AlongNormal(surface, normal), new RelaxationSettings { Cell = CellMode.Fixed });
        return [.. Enumerable.Range(0, Shifts + 1).Select(i =>
        {
            var fraction = (double)i / Shifts;
            var end = relaxer.Relax(stack with { Cell = stack.Cell with { C = stack.Cell.C + fraction * vector } });
            if (!end.IsConverged) throw Failed($"stacking fault of {plane.H}{plane.K}{plane.L}", end);
            return (fraction, (end.Energy - stack.Count * _energyPerAtom) / Area(stack.Cell) * JoulesPerSquareMetre);
        })];
    }

    private static double Area(Cell cell) => Vector3.Cross(cell.A, cell.B).Length;

    private InputException Failed(string what, Relaxed end) => new($"{crystal.Title}: the {what} does not relax ({end.Sentence}).");

    /// <summary>The same energies, but forces along one direction alone, so that the stack does not slide back.</summary>
    private sealed class AlongNormal(IEnergySurface inner, Vector3 normal) : IEnergySurface
    {
        public SurfacePoint Evaluate(Configuration configuration)
        {
            var point = inner.Evaluate(configuration);
            var forces = new double[point.Forces.Length];
            for (var i = 0; i < forces.Length; i += 3)
            {
                var along = Vector3.Dot(new(point.Forces[i], point.Forces[i + 1], point.Forces[i + 2]), normal);
                (forces[i], forces[i + 1], forces[i + 2]) = (along * normal.X, along * normal.Y, along * normal.Z);
            }
            return point with { Forces = forces };
        }
    }
}
